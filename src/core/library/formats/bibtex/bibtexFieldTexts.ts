import type { BibtexFields } from './bibtexFields';
import { splitAtDepthZero } from './bibtexNames';
import type { LatexMarkup, LatexReader } from './latexText';

/** The fields of one record as text. One is made per file and given record after record. */
export class BibtexFieldTexts {
  readonly latex: LatexReader;
  fields: BibtexFields;
  /** Whether the record uses a field that only BibLaTeX has, so that its rules hold. */
  isBiblatex = false;

  constructor(latex: LatexReader, fields: BibtexFields) {
    this.latex = latex;
    this.fields = fields;
  }

  /** A field's text; undefined where the record has none or an empty one. */
  text(name: string, markup: LatexMarkup = 'plain'): string | undefined {
    const { fields } = this;
    const at = fields.at(name);
    if (at < 0) return undefined;
    const text = this.latex.read(fields.values[at]!, fields.flags[at]!, markup);
    return text === '' ? undefined : text;
  }

  /** An address, identifier or file name. */
  verbatim(name: string): string | undefined {
    const { fields } = this;
    const at = fields.at(name);
    return at < 0 ? undefined : this.latex.readVerbatim(fields.values[at]!, fields.flags[at]!) || undefined;
  }

  /** A list field of BibLaTeX: its items are joined by `and`. */
  list(name: string): string | undefined {
    const value = this.fields.value(name);
    // BibTeX knows no lists: there, "and" belongs to a publisher's name.
    if (value === undefined || !this.isBiblatex || !/\sand\s/.test(value)) return this.text(name);
    const flags = this.fields.flags[this.fields.at(name)]!;
    const items = splitAtDepthZero(value, 'and')
      .map(item => this.latex.read(item, flags, 'plain'))
      .filter(Boolean);
    return items.length === 0 ? undefined : items.join('; ');
  }

  /** A title with its subtitle and what is added to it; undefined without the title itself. */
  title(titleName: string, subtitleName: string, addonName?: string): string | undefined {
    const title = this.text(titleName, 'rich');
    if (title === undefined) return undefined;
    const subtitle = this.text(subtitleName, 'rich');
    const addon = addonName === undefined ? undefined : this.text(addonName, 'rich');
    const whole = subtitle === undefined ? title : `${title}${/[.?!:…]$/.test(title) ? '' : ':'} ${subtitle}`;
    return addon === undefined ? whole : `${whole}${/[.?!]$/.test(whole) ? '' : '.'} ${addon}`;
  }
}
