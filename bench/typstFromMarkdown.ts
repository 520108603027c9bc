/** A Typst manuscript with the words, citations and list of one in Markdown: enough of the markup to convert its citations. */
export function typstFromMarkdown(markdown: string): string {
  let fenced = false;
  const lines = markdown.split('\n').map(line => {
    if (/^\s*(?:```|~~~)/.test(line)) {
      fenced = !fenced;
      return line;
    }
    return fenced ? line : typstLine(line);
  });
  return lines.join('\n');
}

function typstLine(line: string): string {
  if (/^\s*<!--.*-->\s*$/.test(line)) return `// ${line.replace(/^\s*<!--\s*|\s*-->\s*$/g, '')}`;
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading !== null) return `${'='.repeat(heading[1]!.length)} ${escaped(heading[2]!)}`;
  return escaped(line);
}

function escaped(text: string): string {
  return text
    .replace(/!?\[([^\][]*)\]\(([^()\s]*)\)/g, '$1 ($2)')
    .replace(/<[^<>]*>/g, '')
    .replace(/\\([\\`*_{}[\]()#+\-.!~^$"'<>|])/g, '$1')
    .replace(/https?:\/\//g, '')
    .replace(/[#$@<>*_`~\\]/g, sign => `\\${sign}`)
    .replace(/\/\//g, '/ /');
}
