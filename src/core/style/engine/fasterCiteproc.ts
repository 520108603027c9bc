/// <reference path="./packages.d.ts" />
import type CSL from 'citeproc';
import type { Engine } from 'citeproc';

/** Languages whose small letters are not those of all others (SpecialCasing.txt of Unicode). */
const SPECIAL_CASING = /^(?:tr|az|lt)\b/i;

const spared = new WeakSet<object>();

/**
 * Spares an engine work that changes nothing of what it prints: asking the locale for small letters that are the same in
 * nearly all languages, and, where its style tells no names apart, keeping books of all names.
 *
 * @param independentEntries whether the style has no disambiguation of any kind
 */
export function spareWork(citeproc: typeof CSL, engine: Engine, independentEntries: boolean): void {
  spared.add(engine);
  spareLocale(citeproc);
  if (!independentEntries) return;
  const names = engine.registry.namereg;
  const { evalname } = names;
  names.addname = () => {};
  names.evalname = function (id, name, place, atLeast, form, initials) {
    if (atLeast !== 0) return evalname.call(this, id, name, place, atLeast, form, initials);
    if (form === 'short') return 0;
    return typeof initials === 'string' ? 1 : 2;
  };
}

/** The engines of others in the same process keep their own way. */
function spareLocale(citeproc: typeof CSL): void {
  const original = citeproc.toLocaleLowerCase;
  if (spared.has(original)) return;
  const faster: typeof original = function (text) {
    const languages = this.tmp.lang_array;
    return spared.has(this) && languages?.some(language => SPECIAL_CASING.test(language)) === false
      ? text.toLowerCase()
      : original.call(this, text);
  };
  spared.add(faster);
  citeproc.toLocaleLowerCase = faster;
}
