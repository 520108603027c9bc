/** Commands that wrap their argument, as the tags of CSL's rich text. */
export const STYLED: Readonly<Record<string, readonly [string, string]>> = {
  emph: ['<i>', '</i>'],
  textit: ['<i>', '</i>'],
  textsl: ['<i>', '</i>'],
  mkbibemph: ['<i>', '</i>'],
  mkbibitalic: ['<i>', '</i>'],
  textbf: ['<b>', '</b>'],
  mkbibbold: ['<b>', '</b>'],
  textsc: ['<span style="font-variant:small-caps;">', '</span>'],
  textsuperscript: ['<sup>', '</sup>'],
  mkbibsuperscript: ['<sup>', '</sup>'],
  sp: ['<sup>', '</sup>'],
  textsubscript: ['<sub>', '</sub>'],
  sb: ['<sub>', '</sub>'],
};

/** Commands that change the rest of their group. */
export const SWITCHES: Readonly<Record<string, readonly [string, string]>> = {
  it: STYLED['emph']!,
  itshape: STYLED['emph']!,
  em: STYLED['emph']!,
  sl: STYLED['emph']!,
  slshape: STYLED['emph']!,
  bf: STYLED['textbf']!,
  bfseries: STYLED['textbf']!,
  sc: STYLED['textsc']!,
  scshape: STYLED['textsc']!,
};

/** Commands that put their argument into quotes. */
export const QUOTED: Readonly<Record<string, readonly [string, string]>> = {
  enquote: ['“', '”'],
  'enquote*': ['‘', '’'],
  mkbibquote: ['“', '”'],
  textquote: ['“', '”'],
};

/** Commands whose argument is not text of the field. */
export const SILENT: ReadonlySet<string> = new Set(
  'cite citep citet footcite label ref vspace hspace vskip hskip color textcolor noopsort SortNoop arabic phantom hphantom selectlanguage foreignlanguage'.split(
    ' ',
  ),
);
