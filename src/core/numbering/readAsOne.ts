import { parseManuscript } from '../manuscript';
import type { CitationForm, MarkupLanguage } from '../manuscript/types';
import { numberManuscript } from './numberManuscript';
import type { NumberedManuscript } from './types';

/** Forms that a text is only taken to cite in where it and its list show that it does: a chapter alone does not. */
const SHOWN_FORMS: readonly CitationForm[] = ['superscript', 'round', 'mention'];

/**
 * The files of one manuscript, each read as the whole is: that superscripts or round brackets are citations shows only
 * where text and list are seen together, and a chapter has no list of its own.
 *
 * @returns the files in the same order; those handed in where they cite in square brackets
 */
export function readAsOne(files: readonly NumberedManuscript[]): readonly NumberedManuscript[] {
  if (files.length < 2) return files;
  const forms = new Map<MarkupLanguage, readonly CitationForm[]>();
  return files.map(file => {
    const { text, language } = file.manuscript;
    if (!forms.has(language)) forms.set(language, formsOf(files, language));
    const wanted = forms.get(language)!;
    if (wanted.length === 0) return file;
    // Set for the files that show the form alone too: with other numbers they may show it no more.
    return numberManuscript(parseManuscript(text, language, { forms: wanted }), file.libraries);
  });
}

function formsOf(files: readonly NumberedManuscript[], language: MarkupLanguage): readonly CitationForm[] {
  const texts = files
    .filter(({ manuscript }) => manuscript.language === language)
    .map(({ manuscript }) => manuscript.text);
  // Most manuscripts cite in square brackets, and need not be read again.
  if (!texts.some(text => MAY_CITE_OTHERWISE.test(text))) return [];
  const { citations } = parseManuscript(texts.join('\n\n'), language);
  return SHOWN_FORMS.filter(wanted => citations.some(({ form }) => form === wanted));
}

const MAY_CITE_OTHERWISE = /\^\{?\s?\d|[(⁽>]\s?\d|[¹²³⁰⁴-⁹]|super(?:script)?[[{]\d|\b[Rr][eé]f/;
