import type { BibtexFields } from './bibtexFields';
import { CSL_TYPE_OF_ENTRY } from './bibtexTypes';

/** The CSL type of a record: that of its entry type, unless its fields say more. */
export function cslTypeOf(entryType: string, fields: BibtexFields): string {
  switch (entryType) {
    case 'article': {
      const subtype = fields.value('entrysubtype')?.toLowerCase();
      return subtype === 'magazine' || subtype === 'newspaper' ? `article-${subtype}` : 'article-journal';
    }
    case 'manual':
      // CSL 1.0.2 counts manuals of software, instruments and tests among reports, also where their maker stands as the
      // publisher; what has an edition or an ISBN besides is a book.
      return fields.has('isbn') || (fields.has('publisher') && fields.has('edition')) ? 'book' : 'report';
    case 'unpublished':
      return fields.has('eventtitle') ? 'speech' : 'manuscript';
    case 'periodical':
      return fields.has('issuetitle') ? 'article-journal' : 'periodical';
    case 'legmaterial': {
      // One entry type of biblatex-apa for all that a legislature writes.
      const kind = fields.value('type')?.toLowerCase();
      return kind === 'report' ? 'report' : kind === 'hearing' || kind === 'testimony' ? 'hearing' : 'bill';
    }
  }
  const known = CSL_TYPE_OF_ENTRY.get(entryType);
  if (known === undefined) return typeOfFields(fields);
  const isSeries = known === 'motion_picture' && fields.value('entrysubtype')?.toLowerCase().startsWith('tv');
  return isSeries ? 'broadcast' : known;
}

/** A type that nobody knows is what its fields belong to. */
function typeOfFields(fields: BibtexFields): string {
  if (fields.has('journal') || fields.has('journaltitle')) return 'article-journal';
  if (fields.has('booktitle')) return 'chapter';
  // Only what stands in a periodical has volume, issue and pages.
  const isInPeriodical =
    fields.has('volume') && fields.has('pages') && (fields.has('issue') || fields.has('number'));
  return isInPeriodical ? 'article-journal' : 'document';
}
