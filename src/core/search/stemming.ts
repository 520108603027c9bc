/**
 * The stem of a folded English word, British and American spelling made one: `tumours` and `tumor` → `tumor`,
 * `labelling` → `label`. Light: endings of inflection and the most productive derivations go, so that stems of different
 * words seldom meet. Words with digits and words outside a–z keep their form but for a plural `s`.
 */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) {
    return /^[a-z]+\d*[a-z]*s$/.test(word) && word.length > 3 && !word.endsWith('ss')
      ? word.slice(0, -1)
      : word;
  }
  return spell(derivation(inflection(american(word))));
}

/** American spelling of a word, or of the beginning of one, as far as endings and the digraphs of Greek words go. */
export function american(word: string): string {
  let spelled = word;
  if (spelled.includes('ae'))
    spelled = spelled
      .replace(/^(h|an|isch|leuk|septic|urg|p|c|gyn|f|orthop|prim|ur|dys|hyp|thal)ae/, '$1e')
      .replace(/aem/g, 'em')
      .replace(/aes(?=th)/, 'es');
  if (spelled.includes('oe'))
    spelled = spelled
      .replace(/^oe(?=[dst])/, 'e')
      .replace(/oede/, 'ede')
      .replace(/^foet/, 'fet')
      .replace(/rrhoe/, 'rrhe')
      .replace(/oestr/, 'estr');
  if (!MAYBE_BRITISH.test(spelled)) return spelled;
  spelled = spelled
    .replace(/(tum|behavi|col|fav|flav|hon|lab|neighb|vap|harb|hum|rum|od|vig|end(?=eav))our/, '$1or')
    .replace(/(fib|cent|lit|met|theat|spect)res?$/, '$1er')
    .replace(/([a-z]{3})is(e|ed|er|ers|es|ing|ation|ations|able)$/, (all, before: string, ending: string) =>
      KEEPS_S.test(before) ? all : `${before}iz${ending}`,
    )
    .replace(/lys(e|ed|er|ing)$/, 'lyz$1')
    .replace(/sulph/, 'sulf')
    .replace(/(catal|dial|anal)ogue/, '$1og')
    .replace(/programme/, 'program')
    .replace(/grey/, 'gray');
  return spelled;
}

/** Has what any of the other spellings has: few words do, and one look is faster than eight. */
const MAYBE_BRITISH =
  /our|[btr]res?$|is(?:e|ed|er|ers|es|ing|ation|ations|able)$|lys(?:e|ed|er|ing)$|sulph|ogue|programme|grey/;

/** Words in `-ise` that no spelling writes with a z: precise, exercise, otherwise, noise, raise, comprise, promise, advise, disease … */
const KEEPS_S = /(?:rec|erc|erw|kew|ikw|no|ra|omp|rom|dv|rpr|ev|ch|exp|rov|erm|ert)$/;

function inflection(word: string): string {
  let base = word;
  if (base.endsWith('ies')) base = base.length > 4 ? `${base.slice(0, -3)}y` : base.slice(0, -1);
  else if (/(?:sses|shes|ches|xes|zes)$/.test(base)) base = base.slice(0, -2);
  else if (base.endsWith('s') && !/(?:ss|us|is)$/.test(base)) base = base.slice(0, -1);
  if (base.endsWith('ied') && base.length > 4) base = `${base.slice(0, -3)}y`;
  else if (base.endsWith('ed') && hasVowel(base.slice(0, -2)) && base.length > 4) base = base.slice(0, -2);
  else if (base.endsWith('ing') && hasVowel(base.slice(0, -3)) && base.length > 5) base = base.slice(0, -3);
  return base;
}

const ENDINGS: readonly (readonly [string, string])[] = [
  ['ization', 'iz'],
  ['ational', 'at'],
  ['fulness', 'ful'],
  ['iveness', 'iv'],
  ['ousness', 'ous'],
  ['ically', 'ic'],
  ['ation', 'at'],
  ['ator', 'at'],
  ['ative', 'at'],
  ['ional', 'ion'],
  ['ement', ''],
  ['ment', ''],
  ['ness', ''],
  ['ance', ''],
  ['ence', ''],
  ['ably', 'abl'],
  ['able', ''],
  ['ible', ''],
  ['ally', 'al'],
  ['ical', 'ic'],
  ['ity', ''],
  ['ive', ''],
  ['ion', ''],
  ['ate', 'at'],
  ['ant', ''],
  ['ent', ''],
  ['ize', 'iz'],
  ['al', ''],
  ['er', ''],
  ['or', ''],
  ['ly', ''],
];

function derivation(word: string): string {
  let base = word.endsWith('ly') && word.length > 5 ? word.slice(0, -2) : word;
  for (const [ending, becomes] of ENDINGS) {
    if (!base.endsWith(ending)) continue;
    const kept = base.length - ending.length;
    if (kept + becomes.length >= 4 && hasVowel(base.slice(0, kept))) base = base.slice(0, kept) + becomes;
    break;
  }
  return base;
}

/** Makes the rest one: no silent e, no final y against i, no doubled consonant. */
function spell(word: string): string {
  let base = word;
  if (base.length > 4 && base.endsWith('e')) base = base.slice(0, -1);
  if (base.length > 3 && base.endsWith('y')) base = `${base.slice(0, -1)}i`;
  const last = base.charCodeAt(base.length - 1);
  if (base.length > 4 && last === base.charCodeAt(base.length - 2) && !/[aeiou]$/.test(base))
    base = base.slice(0, -1);
  return base;
}

function hasVowel(text: string): boolean {
  return /[aeiouy]/.test(text);
}
