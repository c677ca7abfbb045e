import { shapeLine } from '../fonts/shape-line';
import { PAGE_FOOTER, PAGE_HEADER, type Artifact, type PagePainter } from './page-painter';
import { setWordsOf } from './set-words';
import { type StyleResolver } from './style';

export interface RunningText {
  /** Upper left, from the second page on. */
  readonly head: string;
  /** Lower right, with {page} and {pages}. */
  readonly foot: string;
}

interface PageFrame {
  readonly width: number;
  readonly height: number;
  readonly margins: {
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  };
}

/** Paints running head and foot, outside the structure tree. Styles: `.running-head`, `.running-foot`. */
export function paintRunningText(
  text: RunningText,
  { page, pages }: { readonly page: number; readonly pages: number },
  { frame, painter, styles }: { frame: PageFrame; painter: PagePainter; styles: StyleResolver },
): void {
  const foot = text.foot.replace('{page}', String(page)).replace('{pages}', String(pages));
  const { top, bottom } = frame.margins;
  const tools = { frame, painter, styles };
  if (page > 1)
    paint(
      text.head,
      { name: 'running-head', y: top * 0.6, side: 'left', owner: PAGE_HEADER },
      tools,
    );
  paint(
    foot,
    { name: 'running-foot', y: frame.height - bottom * 0.5, side: 'right', owner: PAGE_FOOTER },
    tools,
  );
}

interface Place {
  readonly name: string;
  readonly y: number;
  readonly side: 'left' | 'right';
  readonly owner: Artifact;
}

function paint(
  text: string,
  { name, y, side, owner }: Place,
  { frame, painter, styles }: { frame: PageFrame; painter: PagePainter; styles: StyleResolver },
): void {
  const { stack, size, color } = styles.resolve(styles.root, '', [name]);
  const line = shapeLine(text, stack, 'auto');
  const width = (line.width * size) / 1000;
  const x = side === 'left' ? frame.margins.left : frame.width - frame.margins.right - width;
  painter.own(owner);
  painter.text(setWordsOf(line.words), { x, baseline: y, size, color, letterSpacing: 0 });
}
