import { parseArgs } from 'node:util';
import { referenceById, shortLabel } from '../../core';
import type { Command } from '../command';
import { readLibraries } from '../manuscriptFile';

export const topics: Command = {
  name: 'topics',
  summary: "the review's topics with their references",
  help: `usage: numcite topics [OPTION…]

  --json           the tree as JSON
  --library FILE   a library to read; may be repeated (default: the bundled review)
`,
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean', default: false },
        library: { type: 'string', multiple: true, default: [] },
      },
    });
    const libraries = await readLibraries(values.library, io);
    const tree = libraries.map(library => ({
      library: library.name,
      topics: library.topics.map(topic => ({
        id: topic.id,
        label: topic.label,
        description: topic.description,
        references: topic.references
          .flatMap(id => referenceById([library], id) ?? [])
          .map(reference => ({
            id: reference.id,
            number: reference.number ?? null,
            label: shortLabel(reference),
            title: reference.csl.title ?? null,
          })),
      })),
    }));
    if (values.json) {
      io.write(`${JSON.stringify(tree, null, 2)}\n`);
      return 0;
    }
    for (const library of tree) {
      io.write(`${library.library}\n`);
      for (const topic of library.topics) {
        io.write(`\n  ${topic.label}: ${topic.description}\n`);
        for (const reference of topic.references) {
          const number = reference.number === null ? '' : `[${reference.number}] `;
          io.write(`    ${number}${reference.label}: ${reference.title ?? reference.id}\n`);
        }
      }
    }
    return 0;
  },
};
