// A command that sets the document of a file, as JSON with its HTML and JSON, and ends.

import { readFileSync } from 'node:fs';

import { openRenderer } from './pdf-renderer.mjs';

process.stdout.write(await openRenderer()(JSON.parse(readFileSync(process.argv[2], 'utf8'))));
