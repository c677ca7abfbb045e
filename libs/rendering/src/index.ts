export { checkDocuments, tryForms } from './check-documents';
export { checkPages } from './check-pages';
export { checkTemplates } from './html/check-templates';
export {
  renderChoiceHtml,
  renderEditionHtml,
  renderErrorHtml,
  renderIndexHtml,
  renderNoticedHtml,
  renderRecalledHtml,
  renderStoryHtml,
} from './html/render-html';
export { loadTemplates, loadTracedTemplates, type Templates } from './html/templates';
export { problemOf, problemText, type TemplateProblem } from './html/template-problem';
export { type PdfAttachment } from './pdf/attachment';
export { type PdfMeta, type PdfOptions, renderPdf } from './pdf/render-pdf';
export { parseTheme, type Theme } from './pdf/theme';
export { renderForms } from './render-forms';
export { RenderThread } from './threads/render-thread';
