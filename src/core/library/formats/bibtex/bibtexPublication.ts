import type { WritableItem } from '../writableItem';
import type { BibtexFieldTexts } from './bibtexFieldTexts';
import { BIBLATEX_WORDS, LANGUAGE_TAGS } from './bibtexTypes';

const PUBLISHER_FIELDS = ['publisher', 'school', 'institution', 'organization'] as const;

/** Reads who published a work where, at which event, in which language, as what kind of work. */
export function readPublication(item: WritableItem, texts: BibtexFieldTexts, entryType: string): void {
  let publisher: string | undefined;
  for (const name of PUBLISHER_FIELDS) {
    const found = texts.list(name);
    if (found === undefined || found === publisher) continue;
    publisher = publisher === undefined ? found : `${publisher}; ${found}`;
  }
  const howPublished = texts.text('howpublished');
  const isAddress = howPublished !== undefined && /^(?:https?:\/\/|www\.)/.test(howPublished);
  if (publisher !== undefined) item['publisher'] = publisher;
  else if (howPublished !== undefined && !isAddress) item['publisher'] = howPublished;
  const place = texts.list('location') ?? texts.list('address') ?? texts.text('city');
  if (place !== undefined) item['publisher-place'] = place;
  const event = texts.title('eventtitle', '', 'eventtitleaddon');
  if (event !== undefined) item['event-title'] = event;
  const type = texts.text('type');
  if (type !== undefined) item['genre'] = word(type);
  else if (/thesis$/.test(entryType) && Object.hasOwn(BIBLATEX_WORDS, entryType)) {
    item['genre'] = BIBLATEX_WORDS[entryType];
  }
  const state = texts.text('pubstate');
  if (state !== undefined) item['status'] = word(state);
  const language = texts.text('langid') ?? texts.text('hyphenation') ?? texts.text('language');
  if (language !== undefined) {
    const key = language.toLowerCase();
    item['language'] = Object.hasOwn(LANGUAGE_TAGS, key) ? LANGUAGE_TAGS[key] : language;
  }
}

/** BibLaTeX's localisation keys in words; other texts as they are. */
function word(text: string): string {
  return Object.hasOwn(BIBLATEX_WORDS, text) ? BIBLATEX_WORDS[text]! : text;
}
