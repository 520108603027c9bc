import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BIB_RULES,
  bundledStyles,
  CHECK_CITATIONS,
  DEFAULT_STYLE_ID,
  DIAGNOSTIC_RULES,
  READ_REFERENCE,
  SEARCH_REFERENCES,
} from '../../src/core';
import { MANUSCRIPT_LANGUAGES } from '../../src/vscode/manuscriptLanguages';

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category: string;
  readonly enablement?: string;
}
interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}
interface Setting {
  readonly default: unknown;
  readonly markdownDescription: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, { readonly default: string; readonly description: string }>>;
}
interface Manifest {
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly submenus: readonly { readonly id: string }[];
    readonly keybindings: readonly {
      readonly command: string;
      readonly key: string;
      readonly when?: string;
    }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, Setting>>;
    };
    readonly languages: readonly { readonly id: string; readonly configuration?: string }[];
    readonly snippets: readonly { readonly language: string; readonly path: string }[];
    readonly languageModelTools: readonly {
      readonly name: string;
      readonly modelDescription: string;
      readonly inputSchema: object;
    }[];
    readonly jsonValidation: readonly { readonly url: string }[];
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly steps: readonly { readonly id: string; readonly media: { readonly markdown?: string } }[];
    }[];
  };
}

const read = (path: string): string => readFileSync(path, 'utf8');
const manifestText = read('package.json');
const manifest = JSON.parse(manifestText) as Manifest;
const words = JSON.parse(read('package.nls.json')) as Readonly<Record<string, string>>;
const { contributes } = manifest;
const sourcesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => read(join(folder, name)));
const sources = sourcesIn('src/vscode');

/** Every string that stands where `pattern` has its first group, in the editor's room. */
function inSources(pattern: RegExp): ReadonlySet<string> {
  return new Set(sources.flatMap(source => [...source.matchAll(pattern)].map(match => match[1]!)));
}

describe('the manifest', () => {
  const commands = contributes.commands.map(command => command.command);
  const views = Object.values(contributes.views).flat();

  it('declares exactly the commands that are registered', () => {
    const registered = [...inSources(/registerCommand\(\s*'([A-Za-z]+)'/g)].map(
      name => `numberedCitations.${name}`,
    );
    assert.deepEqual([...commands].sort(), registered.sort());
    assert.equal(new Set(commands).size, commands.length);
  });

  it('registers exactly the views that it declares', () => {
    const registered = [...inSources(/createTreeView\(\s*`\$\{PREFIX\}\.([A-Za-z]+)`/g)];
    assert.deepEqual(
      views.map(view => view.id).sort(),
      registered.map(name => `numberedCitations.${name}`).sort(),
    );
  });

  it('has a category and a title for each command', () => {
    for (const command of contributes.commands) {
      assert.equal(words[command.category.slice(1, -1)], 'Numbered Citations', command.command);
      assert.ok(words[command.title.slice(1, -1)], command.command);
    }
  });

  it('enables commands on manuscripts by language too, so that keys work before the extension runs', () => {
    const languages = MANUSCRIPT_LANGUAGES.join('|');
    for (const { command, enablement } of contributes.commands) {
      if (!enablement?.includes('manuscriptActive')) continue;
      for (const key of ['editorLangId', 'resourceLangId'])
        assert.ok(enablement.includes(`${key} =~ /^(${languages})$/`), `${command}: ${enablement}`);
    }
  });

  it('hides from the palette what needs an item or an argument', () => {
    const hidden = new Set(contributes.menus['commandPalette']?.map(item => item.command));
    const onItems = contributes.menus['view/item/context']?.map(item => item.command) ?? [];
    assert.ok(onItems.length > 0);
    for (const command of onItems) assert.ok(hidden.has(command), `${command} is in the palette`);
    for (const item of contributes.menus['commandPalette'] ?? []) assert.equal(item.when, 'false');
  });

  it('uses only its own commands and submenus, in groups, in its menus and keys', () => {
    const submenus = new Set(contributes.submenus.map(submenu => submenu.id));
    for (const [menu, items] of Object.entries(contributes.menus)) {
      for (const item of items) {
        assert.ok(
          item.command ? commands.includes(item.command) : submenus.has(item.submenu!),
          `${menu} ${item.command}`,
        );
        if (menu !== 'commandPalette') assert.match(item.group ?? '', /@\d+$/, `${menu} ${item.command}`);
      }
    }
    for (const binding of contributes.keybindings) {
      assert.ok(commands.includes(binding.command));
      assert.match(binding.when ?? '', /editorLangId|focusedView == 'numberedCitations\./, binding.command);
    }
    const keys = contributes.keybindings.map(binding => binding.key);
    assert.equal(new Set(keys).size, keys.length);
  });

  it('reads exactly the settings that it declares, each with a default and a description', () => {
    const declared = Object.keys(contributes.configuration.properties).map(key =>
      key.replace('numberedCitations.', ''),
    );
    const settings = read('src/vscode/settings.ts');
    const readKeys = [
      ...settings.matchAll(/(?:text|flag|number|choice|configuration\.get<unknown>)\('([A-Za-z.]+)'/g),
    ].map(m => m[1]!);
    assert.deepEqual([...declared].sort(), [...new Set(readKeys)].sort());
    for (const [key, setting] of Object.entries(contributes.configuration.properties)) {
      assert.notEqual(setting.default, undefined, key);
      assert.ok((words[setting.markdownDescription.slice(1, -1)] ?? '').length > 30, key);
    }
  });

  it('has words for every key that it uses, and uses every key', () => {
    const used = new Set([...manifestText.matchAll(/"%([^%"]+)%"/g)].map(match => match[1]!));
    assert.deepEqual([...used].sort(), Object.keys(words).sort());
  });

  it('offers every bundled style', () => {
    const style = contributes.configuration.properties['numberedCitations.style'];
    assert.deepEqual(
      style?.enum,
      bundledStyles().map(({ id }) => id),
    );
    assert.equal(style?.default, DEFAULT_STYLE_ID);
  });

  it('lists every rule of the linter with its severity and what it looks for', () => {
    const { properties = {} } =
      contributes.configuration.properties['numberedCitations.diagnostics.severities'] ?? {};
    assert.deepEqual(
      Object.entries(properties).map(([code, rule]) => [
        code,
        rule.default,
        words[rule.description.slice(1, -1)],
      ]),
      [...DIAGNOSTIC_RULES, ...BIB_RULES].map(({ code, severity, description }) => [
        code,
        severity,
        description,
      ]),
    );
  });

  it('tells language models of the same tools as the core', () => {
    assert.deepEqual(
      contributes.languageModelTools.map(({ name, modelDescription, inputSchema }) => ({
        name,
        modelDescription,
        inputSchema,
      })),
      [SEARCH_REFERENCES, READ_REFERENCE, CHECK_CITATIONS].map(({ name, description, inputSchema }) => ({
        name: `numberedCitations_${name}`,
        modelDescription: description,
        inputSchema,
      })),
    );
  });

  it('activates on its languages and on nothing else', () => {
    for (const event of manifest.activationEvents) assert.match(event, /^onLanguage:[a-z]+$/);
    for (const language of contributes.languages)
      assert.ok(manifest.activationEvents.includes(`onLanguage:${language.id}`));
  });

  it('names only files that are there', () => {
    const files = [
      manifest.icon,
      ...views.map(view => view.icon),
      ...contributes.languages.flatMap(language => language.configuration ?? []),
      ...contributes.snippets.map(snippets => snippets.path),
      ...contributes.jsonValidation.map(validation => validation.url),
      ...contributes.walkthroughs.flatMap(walkthrough =>
        walkthrough.steps.flatMap(step => step.media.markdown ?? []),
      ),
    ];
    for (const file of files) assert.ok(existsSync(file), `${file} is missing`);
    for (const file of readdirSync('snippets')) {
      assert.ok(
        contributes.snippets.some(snippets => snippets.path === `./snippets/${file}`),
        `${file} is not contributed`,
      );
    }
  });

  it('links in welcome texts and steps only to commands that are there', () => {
    const known = [...commands, ...views.map(view => `${view.id}.focus`)];
    for (const [key, text] of Object.entries(words)) {
      for (const [, command] of text.matchAll(/\(command:([\w.]+)/g)) {
        if (command!.startsWith('numberedCitations.'))
          assert.ok(known.includes(command!), `${key}: ${command}`);
      }
    }
  });
});

describe('the words of the editor part and of the core', () => {
  const textOf = (quote: string, text: string) => text.replaceAll(`\\${quote}`, quote);
  /** The literals that a function is called with first, which has to be called with nothing else. */
  const literalsOf = (source: string, callee: string): readonly string[] => {
    const call = `(?<!function )\\b(?:${callee})\\(\\s*`;
    const literals = [...source.matchAll(new RegExp(`${call}(['"])((?:\\\\.|(?!\\1).)*)\\1`, 'g'))];
    assert.equal(
      literals.length,
      [...source.matchAll(new RegExp(call, 'g'))].length,
      `${callee} takes a string literal, so that it can be translated`,
    );
    return literals.map(([, quote, text]) => textOf(quote!, text!));
  };

  it('are exactly those of l10n/bundle.l10n.json', () => {
    const bundle = JSON.parse(read('l10n/bundle.l10n.json')) as Readonly<Record<string, string>>;
    // What the core says goes through one function, with the template that was said.
    const editor = sources.filter(source => !source.includes('l10n.t(said.template'));
    assert.equal(editor.length, sources.length - 1);
    const core = sourcesIn('src/core').filter(source => !source.includes('export function sayTitle('));
    const used = new Set([
      ...editor.flatMap(source => literalsOf(source, 'l10n\\.t')),
      ...core.flatMap(source => literalsOf(source, 'say|sayTitle')),
    ]);
    assert.deepEqual(Object.keys(bundle).sort(), [...used].sort());
    for (const [key, text] of Object.entries(bundle)) assert.equal(text, key);
  });

  it('are whole sentences for each finding and refusal of the core', () => {
    for (const source of sourcesIn('src/core/features/diagnostics')) {
      assert.doesNotMatch(source, /\b(?:message|title): [`'"]/, 'say() keeps the template for translators');
    }
  });
});
