import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { installBrowser, launchBrowser } from '../../scripts/lib/browser.mjs';
import { type HostName, startServer, workbenchUrl } from '../../scripts/lib/hosts.mjs';
import { root } from '../../scripts/lib/paths.mjs';

/** What a test asks a host for. */
export interface HostWish {
  /** Which VS Code; the newest where not said. */
  readonly host?: HostName;
  /**
   * The extension from this folder, linked into the host as an installed one (the default), or a packaged one, or
   * 'web': from this folder in the web-worker extension host, in which VS Code shows no notifications.
   */
  readonly extension?: 'linked' | 'web' | { readonly vsix: string };
  /** A folder, absolute or relative to the project, whose copy is the workspace. */
  readonly workspace: string;
  /** Files to add to the copy, by their paths in it. The window finds by name only what is there when it opens. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** VS Code settings for all windows of the host. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** False starts with workspace trust on, so that the folder is not trusted until somebody says so. */
  readonly trustEverything?: boolean;
}

/** A running VS Code server with a browser to look at it. */
export interface Host {
  /** The workspace's copy on disk. */
  readonly workspace: string;
  /** Where the host keeps what the extension stores for all windows. */
  readonly storage: string;
  /** The address of a window on the workspace. */
  url(options?: WindowWish): string;
  /** Opens a window in the browser and waits until it can be used. */
  openWorkbench(options?: WindowWish): Promise<Workbench>;
  /** Ends the browser and the server and removes the workspace. */
  dispose(): Promise<void>;
}

/** What a test asks a window for. */
export interface WindowWish {
  /** A file of the workspace to open at once. */
  readonly openFile?: string;
  readonly width?: number;
  readonly height?: number;
}

const patience = 30_000;

/** Starts a VS Code with the extension on a copy of a workspace. Call `dispose()` in the end, also after a failure. */
export async function startHost(wish: HostWish): Promise<Host> {
  const workspace = realpathSync(mkdtempSync(join(tmpdir(), 'numbered-citations-ui-')));
  const steps: (() => Promise<unknown> | undefined)[] = [
    async () => rmSync(workspace, { recursive: true, force: true, maxRetries: 5 }),
  ];
  const dispose = async (): Promise<void> => {
    for (const step of steps.splice(0).reverse()) await step();
  };
  try {
    cpSync(resolve(root, wish.workspace), workspace, { recursive: true });
    for (const [path, content] of Object.entries(wish.files ?? {})) {
      mkdirSync(dirname(join(workspace, path)), { recursive: true });
      writeFileSync(join(workspace, path), content);
    }
    const extension = wish.extension ?? 'linked';
    const web = extension === 'web';
    const server = await startServer({
      name: wish.host ?? 'newest',
      ...(wish.settings ? { settings: wish.settings } : {}),
      trustEverything: wish.trustEverything ?? true,
      extension: web ? 'development' : extension,
    });
    steps.push(() => server.stop());
    const browser: Browser = await launchBrowser(
      process.env['NUMBERED_CITATIONS_BROWSER'] ?? (await installBrowser()),
    );
    steps.push(() => browser.close());
    const url = (options: WindowWish = {}): string =>
      workbenchUrl(server, {
        folder: workspace,
        extension: web ? root : undefined,
        openFile: options.openFile === undefined ? undefined : join(workspace, options.openFile),
        kind: web ? 'web' : undefined,
      });
    const openWorkbench = async (options: WindowWish = {}): Promise<Workbench> => {
      const viewport = { width: options.width ?? 1280, height: options.height ?? 800 };
      const context = await browser.newContext({ viewport });
      await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin });
      const workbench = new Workbench(await context.newPage(), workspace);
      await workbench.open(url(options), options.openFile);
      return workbench;
    };
    const storage = join(
      server.dataFolder,
      'data',
      'User',
      'globalStorage',
      'numbered-citations.numbered-citations',
    );
    return { workspace, storage, url, openWorkbench, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** The packaged extension that `npm test` built, for `startHost({ extension: { vsix } })`; undefined when run alone. */
export function packagedExtension(): string | undefined {
  return process.env['NUMBERED_CITATIONS_VSIX'] || undefined;
}

/** A window of VS Code, used as a person uses it: by keyboard and mouse. Every step waits for what it brings about. */
export class Workbench {
  /** Uncaught exceptions of the page, in order. */
  readonly problems: string[] = [];

  constructor(
    readonly page: Page,
    readonly workspace: string,
  ) {
    page.setDefaultTimeout(patience);
    page.on('pageerror', error => this.problems.push(String(error.stack ?? error)));
  }

  /** Goes to the address and waits until the window, and the file where one is named, can be used. */
  async open(url: string, file?: string): Promise<void> {
    await this.page.goto(url);
    await this.page.locator('.monaco-workbench').waitFor();
    await this.page.waitForFunction(() => performance.getEntriesByName('code/didStartWorkbench').length > 0);
    if (file !== undefined) await this.editorOf(file).waitFor();
  }

  /** Opens a notebook of the workspace; no cell gets the cursor. */
  openNotebook(path: string): Promise<void> {
    return this.openUntil(path, this.page.locator('.cell-list-container').first());
  }

  /** Opens a file of the workspace and puts the cursor into it. */
  async openFile(path: string): Promise<void> {
    await this.openUntil(path, this.editorOf(path));
    await this.focusEditor();
  }

  private async openUntil(path: string, editor: Locator): Promise<void> {
    // While the list of files is still being filled, Enter may fall into the void.
    for (const end = Date.now() + patience; ; ) {
      await this.openQuickInput('Control+P', path);
      // Before it is filtered, the list has the file among others: Enter takes the one in focus.
      await this.page
        .locator('.quick-input-list .monaco-list-row.focused', { hasText: fileName(path) })
        .waitFor();
      await this.page.keyboard.press('Enter');
      const timeout = Math.min(4000, Math.max(1, end - Date.now()));
      const opened = await editor.waitFor({ timeout }).then(
        () => true,
        () => false,
      );
      if (opened) break;
      if (Date.now() > end) throw new Error(`${path} did not open`);
    }
  }

  /**
   * Runs a command of the palette by its title, such as "Numbered Citations: Insert Bibliography".
   * Just after the start an extension's commands may not be known yet, and an open palette does not learn of them.
   */
  async runCommand(title: string): Promise<void> {
    const row = this.quickInputRows()
      .filter({ has: this.page.getByText(title, { exact: true }) })
      .first();
    for (const end = Date.now() + patience; ; ) {
      await this.openQuickInput('F1', `>${title}`);
      const found = await row.waitFor({ timeout: 2000 }).then(
        () => true,
        () => false,
      );
      if (found) break;
      if (Date.now() > end) throw new Error(`There is no command "${title}" in the palette`);
      await this.page.keyboard.press('Escape');
      await this.quickInput().waitFor({ state: 'hidden' });
    }
    await row.click();
  }

  /** The cursor to a line and column, both from 1. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.focusEditor();
    await this.openQuickInput('Control+G', `:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.quickInput().waitFor({ state: 'hidden' });
    await this.page
      .locator('.statusbar-item', { hasText: new RegExp(`Ln ${line}, Col ${column}\\b`) })
      .waitFor();
  }

  /** Puts the keyboard's focus into the active editor. */
  async focusEditor(): Promise<void> {
    const editor = this.page.locator('.editor-group-container.active .monaco-editor').first();
    await editor.waitFor();
    await this.page.evaluate(() => {
      const input = document.querySelector<HTMLElement>(
        '.editor-group-container.active .monaco-editor .native-edit-context, ' +
          '.editor-group-container.active .monaco-editor textarea.inputarea',
      );
      input?.focus();
    });
    await this.page.locator('.editor-group-container.active .monaco-editor.focused').first().waitFor();
  }

  /** Types text, key by key. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 15 });
  }

  /** Presses keys one after the other, each in playwright's notation (`Control+Space`, `Enter`). */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** The rows of the open suggestion list, as read to a person, once there is at least one. */
  async suggestions(): Promise<string[]> {
    const rows = this.page.locator('.suggest-widget.visible .monaco-list-row');
    await rows.first().waitFor();
    return rows.evaluateAll(elements => elements.map(element => element.getAttribute('aria-label') ?? ''));
  }

  /** The card at the cursor, through the command a keyboard user has; gives its text. */
  async hoverAtCursor(): Promise<string> {
    await this.page.keyboard.press('Control+K');
    await this.page.keyboard.press('Control+I');
    return this.hoverText();
  }

  /** The card under the mouse pointer, on a piece of text in the editor; gives its text. */
  async hoverOn(text: string): Promise<string> {
    const box = await this.textBox(text);
    await this.page.mouse.move(box.x + box.width / 2 - 40, box.y + box.height * 3);
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
    return this.hoverText();
  }

  /** Where a piece of text stands on the screen, in the active editor. It must be in view. */
  async textBox(text: string): Promise<{ x: number; y: number; width: number; height: number }> {
    const find = (wanted: string) => {
      const lines = document.querySelectorAll('.editor-group-container.active .monaco-editor .view-line');
      for (const line of lines) {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        const nodes: Text[] = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node as Text);
        const content = nodes.map(node => node.data.replaceAll('\u00a0', ' ')).join('');
        const start = content.indexOf(wanted);
        if (start < 0) continue;
        const place = (offset: number): [Text, number] => {
          let before = 0;
          for (const node of nodes) {
            if (offset <= before + node.data.length) return [node, offset - before];
            before += node.data.length;
          }
          return [nodes.at(-1)!, nodes.at(-1)!.data.length];
        };
        const range = document.createRange();
        range.setStart(...place(start));
        range.setEnd(...place(start + wanted.length));
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x, y, width, height };
      }
      return null;
    };
    const handle = await this.page.waitForFunction(find, text);
    return (await handle.jsonValue())!;
  }

  /** The rows of the open quick pick, as read to a person, once there is at least one. */
  async quickPickItems(): Promise<string[]> {
    await this.quickInputRows().first().waitFor();
    return this.quickInputRows().evaluateAll(rows => rows.map(row => row.getAttribute('aria-label') ?? ''));
  }

  /** The rows of a tree in the sidebar, as read to a person; `view` is the view's title. */
  async treeItems(view: string): Promise<string[]> {
    const rows = this.tree(view).locator('.monaco-list-row');
    await rows.first().waitFor();
    return rows.evaluateAll(elements => elements.map(element => element.getAttribute('aria-label') ?? ''));
  }

  /** A tree in the sidebar, by the title of its view. */
  tree(view: string): Locator {
    return this.page.locator('.pane', { has: this.page.locator('.pane-header', { hasText: view }) });
  }

  /** A tree in the sidebar that is shown, folded out where it is not yet. */
  async openView(view: string): Promise<Locator> {
    const pane = this.tree(view);
    const header = pane.locator('.pane-header');
    await header.waitFor();
    if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
    await pane.locator('.monaco-list').first().waitFor();
    return pane;
  }

  /** Shows a view container by the title of its button in the activity bar. */
  async showViewContainer(title: string): Promise<void> {
    const item = this.page.locator('.activitybar .action-item', {
      has: this.page.locator(`a.action-label[aria-label^="${title}"]`),
    });
    await item.waitFor();
    const shown = this.page.locator('.sidebar .composite.title', { hasText: new RegExp(title, 'i') });
    if (!(await shown.isVisible())) await item.click();
    await shown.waitFor();
  }

  /** The text of a notification that contains `text`. */
  async notification(text: string | RegExp): Promise<string> {
    const toast = this.page.locator('.notification-list-item-message', { hasText: text }).first();
    await toast.waitFor();
    return (await toast.textContent()) ?? '';
  }

  /** Saves the active file and gives its content as it is on disk now. */
  async saveAndRead(path: string): Promise<string> {
    await this.focusEditor();
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tab.active:not(.dirty)').first().waitFor();
    return readFileSync(join(this.workspace, path), 'utf8');
  }

  /** Waits until the active file, saved, is `wanted` or matches it; gives its text. */
  async textOf(path: string, wanted: string | RegExp): Promise<string> {
    const fits = (text: string): boolean =>
      typeof wanted === 'string' ? text === wanted : wanted.test(text);
    let text = await this.saveAndRead(path);
    for (const end = Date.now() + patience; !fits(text) && Date.now() < end; ) {
      await this.page.waitForTimeout(100);
      text = await this.saveAndRead(path);
    }
    if (typeof wanted === 'string') assert.equal(text, wanted);
    else assert.match(text, wanted);
    return text;
  }

  /** Takes back one step; what it brings is for the caller to wait for. */
  async undo(): Promise<void> {
    await this.focusEditor();
    await this.page.keyboard.press('Control+Z');
  }

  /** The cursor onto the first (or another) place of a text in a file that is saved; gives the place, from 1. */
  async goToText(path: string, text: string, into = 1, from = 0): Promise<void> {
    const content = readFileSync(join(this.workspace, path), 'utf8');
    const offset = content.indexOf(text, from);
    assert.ok(offset >= 0, `"${text}" is not in ${path}`);
    const before = content.slice(0, offset + into);
    const line = before.split('\n').length;
    await this.goTo(line, before.length - before.lastIndexOf('\n'));
  }

  /** Opens the menu of the lightbulb at the cursor, by keyboard; gives its rows once there is one with `title`. */
  async quickFixes(title: string): Promise<string[]> {
    const rows = this.page.locator('.action-widget .monaco-list-row');
    const row = rows.filter({ hasText: title }).first();
    // The finding follows the text after a moment; until then the menu lacks its fix.
    for (const end = Date.now() + patience; !(await row.isVisible()); ) {
      assert.ok(Date.now() < end, `no quick fix "${title}"; there is: ${await rows.allInnerTexts()}`);
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+.');
      await row.waitFor({ timeout: 1500 }).catch(() => {});
    }
    return rows.allInnerTexts();
  }

  /** Applies a quick fix at the cursor by its title. */
  async quickFix(title: string): Promise<void> {
    await this.quickFixes(title);
    const row = this.page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
    await row.click();
    await row.waitFor({ state: 'hidden' });
  }

  /** Gives the symbol at the cursor another name, with F2. */
  async rename(name: string): Promise<void> {
    const box = this.page.locator('.rename-box input').first();
    await this.page.keyboard.press('F2');
    await box.waitFor();
    await box.fill(name);
    await box.press('Enter');
    await box.waitFor({ state: 'hidden' });
  }

  /** Answers a notification by one of its buttons. */
  async answer(text: string | RegExp, button: string): Promise<void> {
    const toast = this.page.locator('.notification-list-item', { hasText: text }).first();
    await toast.locator('.monaco-button', { hasText: button }).first().click();
    await toast.waitFor({ state: 'hidden' });
  }

  /**
   * Takes a picture of the window: `out/screenshots/NAME.png`, or, where the folder that NUMBERED_CITATIONS_SCREENSHOTS
   * names has a picture of that name, in its place (`npm test -- --screenshots` names media/screenshots: what the README
   * shows, which ships). Gives its path.
   */
  async screenshot(name: string): Promise<string> {
    const shown = process.env['NUMBERED_CITATIONS_SCREENSHOTS'];
    const taken = join(root, 'out', 'screenshots', `${name}.png`);
    const kept = shown === undefined ? taken : join(resolve(root, shown), `${name}.png`);
    const path = existsSync(kept) ? kept : taken;
    mkdirSync(dirname(path), { recursive: true });
    await this.page.evaluate(() => document.fonts.ready.then(() => undefined));
    await this.page.screenshot({ path, animations: 'disabled' });
    return path;
  }

  /** Closes the window. */
  async close(): Promise<void> {
    await this.page.context().close();
  }

  private editorOf(path: string): Locator {
    return this.page
      .locator(`.editor-group-container .monaco-editor[data-uri$="/${encodePath(path)}"]`)
      .first();
  }

  private quickInput(): Locator {
    return this.page.locator('.quick-input-widget');
  }

  private quickInputRows(): Locator {
    return this.page.locator('.quick-input-widget .quick-input-list .monaco-list-row');
  }

  /** Opens the box at the top with a key and fills it; the window may still be busy, so this is tried until it is done. */
  private async openQuickInput(key: string, text: string): Promise<void> {
    const box = this.page.locator('.quick-input-widget input.input');
    for (const end = Date.now() + patience; ; ) {
      if (!(await box.isVisible())) await this.page.keyboard.press(key);
      const filled = await box.fill(text, { timeout: 2000 }).then(
        () => true,
        () => false,
      );
      if (filled) return;
      if (Date.now() > end) throw new Error(`The box of ${key} did not open`);
    }
  }

  private async hoverText(): Promise<string> {
    const card = this.page.locator('.monaco-hover:not(.hidden) .monaco-hover-content').first();
    await card.waitFor();
    return (await card.allInnerTexts())[0] ?? '';
  }
}

function fileName(path: string): string {
  return path.split('/').at(-1)!;
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
