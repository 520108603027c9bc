import type { Command } from '../command';
import { bibliography } from './bibliography';
import { check } from './check';
import { convert } from './convert';
import { fix } from './fix';
import { link } from './link';
import { mcp } from './mcp';
import { renumber } from './renumber';
import { scan } from './scan';
import { styles } from './styles';
import { suggest } from './suggest';
import { topics } from './topics';

/** Every command, in the order that `--help` lists them. */
export const commands: readonly Command[] = [
  scan,
  check,
  fix,
  bibliography,
  renumber,
  suggest,
  link,
  convert,
  topics,
  styles,
  mcp,
];
