import { commands } from './commands';
import { CommandError, type Io } from './io';
import { VERSION } from './version';

export { VERSION } from './version';

/**
 * Runs one command line.
 *
 * @param argv the arguments behind the program's name
 * @returns the exit code: 0 done or clean, 1 findings or a refused edit, 2 wrong usage or unreadable input
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const asked = name === 'help' ? commands.find(command => command.name === rest[0]) : undefined;
    io.write(asked ? asked.help : overview());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-V') {
    io.write(`${VERSION}\n`);
    return 0;
  }
  const command = commands.find(candidate => candidate.name === name);
  if (!command) {
    io.warn(`numcite: there is no command '${name}'; 'numcite --help' lists them\n`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    io.write(command.help);
    return 0;
  }
  try {
    return await command.run(rest, io);
  } catch (error) {
    if (error instanceof CommandError) {
      io.warn(`numcite ${name}: ${error.message}\n`);
      return error.exitCode;
    }
    if ((error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')) {
      io.warn(`numcite ${name}: ${(error as Error).message}; see 'numcite ${name} --help'\n`);
      return 2;
    }
    throw error;
  }
}

function overview(): string {
  const width = Math.max(...commands.map(command => command.name.length));
  return [
    'numcite: numbered citations on the command line',
    '',
    'usage: numcite COMMAND [OPTION…] [FILE…]',
    '',
    ...commands.map(command => `  ${command.name.padEnd(width)}  ${command.summary}`),
    '',
    "'numcite COMMAND --help' says more. '-' as FILE reads standard input (then --language names the markup).",
    'Exit code: 0 done or clean, 1 findings or a refused edit, 2 wrong usage or unreadable input.',
    '',
  ].join('\n');
}
