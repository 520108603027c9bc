/// <reference path="../styles/csl.d.ts" />
/// <reference path="./packages.d.ts" />
import packageStyles from '@citation-js/plugin-csl/lib-mjs/styles.json';
import americanMedicalAssociation from '../styles/american-medical-association.csl';
import ieee from '../styles/ieee.csl';
import journalOfCancerScienceAndTherapy from '../styles/journal-of-cancer-science-and-therapy.csl';
import nature from '../styles/nature.csl';
import americanChemicalSociety from '../styles/official/american-chemical-society.csl';
import cell from '../styles/official/cell.csl';
import chicagoAuthorDate from '../styles/official/chicago-author-date.csl';
import elsevierWithTitles from '../styles/official/elsevier-with-titles.csl';
import science from '../styles/official/science.csl';
import springerBasicBrackets from '../styles/official/springer-basic-brackets.csl';
import type { CitationStyle } from '../types';

/**
 * The CSL text of a style: its own, else that of the bundled style whose name it has; undefined without either. Bundled
 * are styles written for this project, those that citation-js ships and those of the official repository (both CC BY-SA).
 */
export function styleText(style: CitationStyle): string | undefined {
  return style.csl ?? bundledText(style.parent ?? style.id);
}

function bundledText(id: string): string | undefined {
  switch (id) {
    case 'journal-of-cancer-science-and-therapy':
      return journalOfCancerScienceAndTherapy;
    case 'nlm-citation-sequence':
      return packageStyles['vancouver'];
    case 'american-medical-association':
      return americanMedicalAssociation;
    case 'ieee':
      return ieee;
    case 'nature':
      return nature;
    case 'science':
      return science;
    case 'cell':
      return cell;
    case 'american-chemical-society':
      return americanChemicalSociety;
    case 'elsevier-with-titles':
      return elsevierWithTitles;
    case 'springer-basic-brackets':
      return springerBasicBrackets;
    case 'apa':
      return packageStyles['apa'];
    case 'chicago-author-date':
      return chicagoAuthorDate;
    case 'harvard-cite-them-right':
      return packageStyles['harvard1'];
    default:
      return undefined;
  }
}
