import { problemText, type TemplateProblem } from '@wirebrief/rendering';

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const STYLE = `
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: #1b1d21; background: #f2f0eb; }
form { display: flex; flex-wrap: wrap; gap: .4rem 1.4rem; align-items: center; padding: .5rem 1rem; border-bottom: 1px solid #d5d0c6; background: #fff; }
fieldset { display: flex; gap: .8rem; margin: 0; padding: 0; border: 0; }
legend { float: left; margin-right: .6rem; color: #5a5f67; }
output { margin-left: auto; color: #5a5f67; }
iframe { display: block; width: 100%; height: calc(100vh - 3.2rem); border: 0; background: #fff; }
.problems { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
.problems li { margin-bottom: .8rem; overflow-wrap: anywhere; }
.problems code { font-weight: 600; }
.problems small { display: block; color: #5a5f67; }`;

const head = (title: string): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>`;

/** The frame around the documents: chooses one, and loads it again when the templates have changed. */
export function previewPage(folder: string, editions: number): string {
  const numbers = Array.from({ length: editions }, (_, index) => editions - index);
  return `${head('Preview of the templates')}
<form id="choice">
<label>Edition <select name="number">${numbers.map((number) => `<option>${number}</option>`).join('')}</select></label>
<fieldset><legend>Kind</legend>
<label><input type="radio" name="kind" value="edition" checked> Edition</label>
<label><input type="radio" name="kind" value="flash"> Flash</label>
</fieldset>
<fieldset><legend>Form</legend>
<label><input type="radio" name="form" value="html" checked> HTML</label>
<label><input type="radio" name="form" value="pdf"> PDF</label>
</fieldset>
<output>${escape(folder)}</output>
</form>
<iframe id="document" title="Document"></iframe>
<script>
const form = document.getElementById('choice');
const frame = document.getElementById('document');
const status = document.querySelector('output');
let top = 0;
const load = () => {
  const choice = new FormData(form);
  frame.src = '/' + choice.get('kind') + '-' + choice.get('number') + '.' + choice.get('form');
};
frame.addEventListener('load', () => { try { frame.contentWindow.scrollTo(0, top); } catch {} });
form.addEventListener('change', () => { top = 0; load(); });
new EventSource('/changes').addEventListener('message', (event) => {
  status.textContent = event.data;
  try { top = frame.contentWindow.scrollY; } catch { top = 0; }
  load();
});
load();
</script>
</body>
</html>
`;
}

/** In place of a document that cannot be made. */
export function problemsPage(problems: readonly TemplateProblem[]): string {
  const items = problems.map(
    (problem) =>
      `<li><code>${escape(problemText(problem))}</code><small>${escape(problem.remedy)}</small></li>`,
  );
  return `${head('Problems of the templates')}
<div class="problems">
<h1>${problems.length === 1 ? 'One problem' : `${problems.length} problems`}</h1>
<ul>
${items.join('\n')}
</ul>
</div>
</body>
</html>
`;
}
