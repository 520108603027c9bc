/** Longer patterns are none that a person wrote. */
const LONGEST = 1000;

/**
 * Whether a path with forward slashes matches a pattern: `*` and `?` within a name, `**` for any folders, `{a,b}` for
 * one of several, `[a-z]` for one character, as in the editor's own settings. Time grows with path and pattern only.
 */
export function matchesGlob(path: string, glob: string): boolean {
  if (glob.length > LONGEST) return false;
  return alternatives(glob.replaceAll('\\', '/').replace(/^\.?\//, '')).some(plain =>
    matchesNames(path.split('/'), plain.split('/')),
  );
}

/** The patterns that `{a,b}` stands for; a pattern of very many is taken as written. */
function alternatives(glob: string): readonly string[] {
  let patterns = [glob];
  for (let round = 0; round < 4; round++) {
    const expanded = patterns.flatMap(pattern => {
      const group = /\{([^{}]*)\}/.exec(pattern);
      if (!group) return [pattern];
      const before = pattern.slice(0, group.index);
      const after = pattern.slice(group.index + group[0].length);
      return group[1]!.split(',').map(choice => before + choice + after);
    });
    if (expanded.length > 200) return [glob];
    patterns = expanded;
  }
  return patterns;
}

function matchesNames(names: readonly string[], patterns: readonly string[]): boolean {
  // Reachable[i]: the patterns so far match the first i names.
  let reachable = new Set([0]);
  for (const pattern of patterns) {
    const next = new Set<number>();
    for (const at of reachable) {
      if (pattern === '**') for (let to = at; to <= names.length; to++) next.add(to);
      else if (at < names.length && matchesName(names[at]!, pattern)) next.add(at + 1);
    }
    reachable = next;
  }
  return reachable.has(names.length);
}

function matchesName(name: string, pattern: string): boolean {
  let reachable = new Set([0]);
  for (let index = 0; index < pattern.length; index++) {
    const sign = pattern[index]!;
    const close = sign === '[' ? pattern.indexOf(']', index + 2) : -1;
    const next = new Set<number>();
    for (const at of reachable) {
      if (sign === '*') for (let to = at; to <= name.length; to++) next.add(to);
      else if (at < name.length && isOneOf(name[at]!, sign, pattern.slice(index + 1, close), close))
        next.add(at + 1);
    }
    if (close > 0) index = close;
    reachable = next;
  }
  return reachable.has(name.length);
}

function isOneOf(character: string, sign: string, choices: string, close: number): boolean {
  if (sign === '?') return true;
  if (close < 0) return sign === character;
  const isNegated = /^[!^]/.test(choices);
  const listed = isNegated ? choices.slice(1) : choices;
  let found = false;
  for (let index = 0; index < listed.length; index++) {
    const last = listed[index + 1] === '-' ? listed[index + 2] : undefined;
    if (last === undefined) found ||= listed[index] === character;
    else {
      found ||= listed[index]! <= character && character <= last;
      index += 2;
    }
  }
  return found !== isNegated;
}
