export {
  renderEditionHtml,
  renderErrorHtml,
  renderIndexHtml,
  renderStoryHtml,
} from './html/render-html';
export { loadTemplates, type Templates } from './html/templates';
export { type PdfAttachment, type PdfMeta, type PdfOptions, renderPdf } from './pdf/render-pdf';
export { parseTheme, type Theme } from './pdf/theme';
export { RenderThread } from './threads/render-thread';
