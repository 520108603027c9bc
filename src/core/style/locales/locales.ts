/// <reference path="../engine/packages.d.ts" />
/// <reference path="./xml.d.ts" />
import packageLocales from '@citation-js/plugin-csl/lib-mjs/locales.json';
import ar from './locales-ar.xml';
import caAd from './locales-ca-AD.xml';
import csCz from './locales-cs-CZ.xml';
import daDk from './locales-da-DK.xml';
import elGr from './locales-el-GR.xml';
import enGb from './locales-en-GB.xml';
import faIr from './locales-fa-IR.xml';
import fiFi from './locales-fi-FI.xml';
import heIl from './locales-he-IL.xml';
import hiIn from './locales-hi-IN.xml';
import huHu from './locales-hu-HU.xml';
import idId from './locales-id-ID.xml';
import itIt from './locales-it-IT.xml';
import jaJp from './locales-ja-JP.xml';
import koKr from './locales-ko-KR.xml';
import nbNo from './locales-nb-NO.xml';
import plPl from './locales-pl-PL.xml';
import ptBr from './locales-pt-BR.xml';
import ptPt from './locales-pt-PT.xml';
import roRo from './locales-ro-RO.xml';
import ruRu from './locales-ru-RU.xml';
import svSe from './locales-sv-SE.xml';
import thTh from './locales-th-TH.xml';
import trTr from './locales-tr-TR.xml';
import ukUa from './locales-uk-UA.xml';
import viVn from './locales-vi-VN.xml';
import zhCn from './locales-zh-CN.xml';
import zhTw from './locales-zh-TW.xml';

/**
 * The locales of CSL by their tags: those that citation-js ships, and those of the official repository for the other
 * languages in which most is published (both CC BY-SA). Texts of the bundle of the engine: nothing is parsed before use.
 */
export const LOCALES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(packageLocales),
  ['ar', ar],
  ['ca-AD', caAd],
  ['cs-CZ', csCz],
  ['da-DK', daDk],
  ['el-GR', elGr],
  ['en-GB', enGb],
  ['fa-IR', faIr],
  ['fi-FI', fiFi],
  ['he-IL', heIl],
  ['hi-IN', hiIn],
  ['hu-HU', huHu],
  ['id-ID', idId],
  ['it-IT', itIt],
  ['ja-JP', jaJp],
  ['ko-KR', koKr],
  ['nb-NO', nbNo],
  ['pl-PL', plPl],
  ['pt-BR', ptBr],
  ['pt-PT', ptPt],
  ['ro-RO', roRo],
  ['ru-RU', ruRu],
  ['sv-SE', svSe],
  ['th-TH', thTh],
  ['tr-TR', trTr],
  ['uk-UA', ukUa],
  ['vi-VN', viVn],
  ['zh-CN', zhCn],
  ['zh-TW', zhTw],
]);
