/** Pieces that are repeated; those that the goals name first. */
export const PIECES: readonly string[] = [
  '[', '[1,', '[[1] ', '[a', '$a ', '1. a\n', '[1]', ']', '[1', '(1', '^1', '[1-', '[[', '[ ', '[see ', '\\[1', '[a](b ', '[a](#b)[', '`a ``b ',
  '`', '``', '**', '<a b="', '<', '<!-- ', '<!--\n', '<sup>', '{', '{[}', '\\begin{', '\\(a ', '\\a[', '\\', '%', '$', '.. [', '.. [1] a\n', '..\n', '[1]_',
  '|a|', '| a | [1] |\n', ':a:`', '\n', ' ', '\t\n', ' \n', '\r', '#', '# a\n', '= a\n', '=', '#a(', '#a[', '@a', '/*', '//', '++++\n', '----\n', '[a]\n',
  'a:[', '<<', '- [1] a\n', '[1] a\n', '[1]: a\n', '> [1]\n', '1) a\n\n', 'a\n', 'a\n\n', '://', '~~~\n', ':::\n', '¹', '[1–', '[1]–', '&ndash;', '\\item a\n',
]; // biome-ignore format: a table of pieces

/** Of these those that took the longest for their length, besides those that the goals name. */
export const SLOW_PIECES: readonly string[] = [
  '[', '[1,', '[[1] ', '[a', '$a ', '1. a\n', '[1]', '\\[1', '{[}', '\\a[', '# a\n', '.. [1] a\n', '[1]_', '[1]: a\n', '> [1]\n', '1) a\n\n', '[1]–',
]; // biome-ignore format: a table of pieces
