// Writes the licence texts of everything that is bundled, from what esbuild says went into the bundles.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

/** What a licence asks for beyond its text. */
const extraNotices = {
  citeproc: [
    'This product includes citeproc-js, used unchanged under the Common Public Attribution License (CPAL) 1.0,',
    'https://opensource.org/license/cpal-1-0. Its source code is the npm package citeproc in the version above and',
    'https://github.com/Juris-M/citeproc-js; the Larger Work that contains it is under the licence in the file LICENSE.',
    'Attribution Copyright Notice: Copyright (c) 2009-2019 Frank Bennett. All rights reserved.',
    'Attribution Phrase: Citations by citeproc-js',
    'Attribution URL: https://github.com/Juris-M/citeproc-js',
  ].join('\n'),
  '@citation-js/plugin-csl': [
    'Contains styles and locales of the Citation Style Language project, https://citationstyles.org, by its contributors,',
    'under the Creative Commons Attribution-ShareAlike 3.0 licence, https://creativecommons.org/licenses/by-sa/3.0/',
  ].join('\n'),
};

const heading = [
  'Numbered Citations contains the works of others that are listed here, each with its licence.',
  'Citations are formatted by citeproc-js, Copyright (c) 2009-2019 Frank Bennett, https://github.com/Juris-M/citeproc-js',
  'Styles and locales that name it as their licence are those of the Citation Style Language project, https://citationstyles.org,',
  'unmodified, under the Creative Commons Attribution-ShareAlike 3.0 licence, https://creativecommons.org/licenses/by-sa/3.0/',
].join('\n');

/**
 * The licence texts of the packages and of the citation styles in the bundles.
 * In: esbuild's metafiles. Throws where a bundled package has no licence that could be given.
 */
export function licenceTexts(metafiles) {
  const inputs = [
    ...new Set(
      metafiles.flatMap(metafile =>
        Object.values(metafile.outputs).flatMap(output =>
          Object.entries(output.inputs)
            .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
            .map(([path]) => path),
        ),
      ),
    ),
  ].sort();
  const folders = [...new Set(inputs.map(packageFolder).filter(Boolean))].sort();
  const sections = [...folders.map(packageSection), ...inputs.map(styleSection).filter(Boolean)];
  return `${[heading, ...sections].join(`\n\n${'-'.repeat(100)}\n\n`)}\n`;
}

function packageFolder(path) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

function packageSection(folder) {
  const { name, version, license, author } = readManifest(folder);
  const text = licenceText(folder) ?? licenceOfSameOrigin(folder, name, license);
  if (!license || !text)
    throw new Error(`The bundled package ${name} says no licence that could be shipped with it`);
  const by = typeof author === 'string' ? author : author?.name;
  const title = [`${name} ${version}`, `Licence: ${license}`, ...(by ? [`Author: ${by}`] : [])].join('\n');
  return [title, ...(extraNotices[name] ? [extraNotices[name]] : []), text.trim()].join('\n\n');
}

function licenceText(folder) {
  const file = readdirSync(join(root, folder)).find(name =>
    /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(name),
  );
  return file && readFileSync(join(root, folder, file), 'utf8');
}

/** A package of a scope may leave its licence's text to the others of that scope. */
function licenceOfSameOrigin(folder, name, license) {
  if (!name.startsWith('@')) return undefined;
  const scope = folder.slice(0, folder.lastIndexOf('/'));
  for (const sibling of readdirSync(join(root, scope)).sort()) {
    const other = `${scope}/${sibling}`;
    if (!existsSync(join(root, other, 'package.json')) || readManifest(other).license !== license) continue;
    const text = licenceText(other);
    if (text) return text;
  }
  return undefined;
}

/** A CSL style or locale names its authors and rights itself. */
function styleSection(path) {
  if (!/\.(csl|xml)$/.test(path)) return undefined;
  const xml = readFileSync(join(root, path), 'utf8');
  const all = pattern => [...xml.matchAll(pattern)].map(match => match[1].trim());
  const title = all(/<title>([^<]*)<\/title>/g)[0] ?? path.split('/').at(-1);
  const people = all(/<(?:author|contributor|translator)>\s*<name>([^<]*)<\/name>/g);
  const rights = /<rights(?:\s+license="([^"]*)")?[^>]*>([^<]*)<\/rights>/.exec(xml);
  const lines = [`Citation style or locale: ${title}`];
  if (people.length > 0) lines.push(`Authors: ${[...new Set(people)].join(', ')}`);
  if (rights) lines.push([rights[2].trim(), rights[1]].filter(Boolean).join(' '));
  return lines.join('\n');
}

function readManifest(folder) {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
}
