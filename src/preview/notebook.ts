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

/** What a cell shows. */
interface RenderedCell {
  readonly item: OutputItem;
  readonly text: string;
  readonly marks: string;
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
  const rendered = new Map<string, RenderedCell>();
  /** The extension's names of cells by the page's. */
  const names = new Map<string, string>();
  const originals = new WeakMap<OutputItem, OutputItem>();
  let byText = new Map<string, readonly MarkedCell[]>();

  renderer.extendMarkdownIt(markdown => {
    extendWithMarks(markdown, ({ src, env }) => {
      const marks = byText.get(src)?.[0]?.marks ?? [];
      const item = env?.outputItem as OutputItem | undefined;
      if (item) {
        const original = originals.get(item) ?? item;
        rendered.set(item.id, { item: original, text: src, marks: JSON.stringify(marks) });
      }
      return marks;
    });
  });

  context.onDidReceiveMessage(message => {
    if (message.kind !== 'marks') return;
    for (const [id, { text }] of rendered) {
      const cells = byText.get(text) ?? [];
      if (cells.length === 1) names.set(id, cells[0]!.name);
    }
    if (message.isAll) known.clear();
    for (const cell of message.cells) known.set(cell.name, cell);
    byText = grouped([...known.values()]);
    for (const [id, shown] of rendered) refresh(id, shown);
  });

  /**
   * Renders a cell again where its marks are others now. VS Code itself does not notice when a command changes the text of a
   * rendered cell that nobody has written in yet, so that such a cell would go on to show the old numbers.
   */
  function refresh(id: string, { item, text, marks }: RenderedCell): void {
    const element = document.getElementById(id);
    if (!element) {
      rendered.delete(id);
      names.delete(id);
      return;
    }
    const isWritten = element.style.visibility === 'hidden';
    const now = (!isWritten && known.get(names.get(id) ?? '')?.text) || text;
    if (now === text && marks === JSON.stringify(byText.get(now)?.[0]?.marks ?? [])) return;
    const again: OutputItem = Object.create(item, { text: { value: () => now } });
    originals.set(again, item);
    renderer!.renderOutputItem?.(again, element, new AbortController().signal);
  }

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

function grouped(cells: readonly MarkedCell[]): Map<string, readonly MarkedCell[]> {
  const groups = new Map<string, MarkedCell[]>();
  for (const cell of cells) {
    const group = groups.get(cell.text);
    if (group) group.push(cell);
    else groups.set(cell.text, [cell]);
  }
  return groups;
}

function isInPage(id: string): boolean {
  return [...document.querySelectorAll('.preview')].some(cell => cell.shadowRoot?.getElementById(id));
}
