// A command that sets one document of ten pages and ends.

import { documentOf, TEN_PAGES } from './pdf-document.mjs';
import { openRenderer } from './pdf-renderer.mjs';

process.stdout.write(await openRenderer()(documentOf(TEN_PAGES)));
