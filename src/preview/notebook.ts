import type { PreviewMark } from '../core';
import { extendWithMarks, type MarkdownIt } from './markdownItPlugin';
import type { MarkedCell, MarksMessage, RendererMessage } from './messages';

/** What VS Code hands to the renderer that it starts in a notebook's page. */
interface RendererContext {
  getRenderer(id: string): Promise<MarkdownRenderer | undefined>;
  postMessage?(message: RendererMessage): void;
  onDidReceiveMessage?(listener: (message: MarksMessage) => void): void;
}

/** VS Code's own renderer of cells. */
interface MarkdownRenderer {
  extendMarkdownIt?(extend: (markdown: MarkdownIt) => void): void;
  renderOutputItem?(item: OutputItem, element: HTMLElement, signal: AbortSignal): unknown;
}

/** A cell as it is rendered; its id is that of its element. */
interface OutputItem {
  readonly id: string;
  text(): string;
}

/**
 * Adds to the Markdown cells of notebooks what the Markdown preview has: numbers of citations lead to their entries and
 * tell what they stand for. Cells are rendered one by one and know nothing of each other, so that the extension, which
 * reads the notebook as one manuscript, tells the marks; a cell that was rendered before they came is rendered again.
 */
export async function activate(context: RendererContext): Promise<void> {
  const renderer = await context.getRenderer('vscode.markdown-it-renderer');
  if (!renderer?.extendMarkdownIt || !context.onDidReceiveMessage || !context.postMessage) return;
  const known = new Map<string, MarkedCell>();
  let byText = new Map<string, readonly PreviewMark[]>();
  const rendered = new Map<string, { readonly item: OutputItem; readonly marks: string }>();
  const marksOf = (text: string): readonly PreviewMark[] => byText.get(text) ?? [];

  renderer.extendMarkdownIt(markdown => {
    extendWithMarks(markdown, ({ src, env }) => {
      const marks = marksOf(src);
      const item = env?.outputItem as OutputItem | undefined;
      if (item) rendered.set(item.id, { item, marks: JSON.stringify(marks) });
      return marks;
    });
  });

  context.onDidReceiveMessage(message => {
    if (message.kind !== 'marks') return;
    if (message.isAll) known.clear();
    for (const cell of message.cells) known.set(cell.name, cell);
    byText = new Map([...known.values()].map(({ text, marks }) => [text, marks]));
    for (const [id, { item, marks }] of rendered) {
      const element = document.getElementById(id);
      if (!element) rendered.delete(id);
      else if (marks !== JSON.stringify(marksOf(item.text())))
        renderer.renderOutputItem?.(item, element, new AbortController().signal);
    }
  });

  // Cells out of sight are not in the page: there VS Code's own way to an entry ends.
  document.addEventListener(
    'click',
    event => {
      const link = event
        .composedPath()
        .find(
          node => node instanceof HTMLAnchorElement && node.classList.contains('numbered-citations-number'),
        );
      const target = (link as HTMLAnchorElement | undefined)?.getAttribute('href')?.slice(1);
      if (target && !isInPage(target)) context.postMessage?.({ kind: 'reveal', target });
    },
    true,
  );
  context.postMessage({ kind: 'ready' });
}

function isInPage(id: string): boolean {
  return [...document.querySelectorAll('.preview')].some(cell => cell.shadowRoot?.getElementById(id));
}
