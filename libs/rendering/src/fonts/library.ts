import { loadFace, type Face } from './face';
import { createFontStack, type FontStack } from './font-stack';

/** A font file and what it is. */
export interface FaceFile {
  readonly family: string;
  readonly weight: number;
  readonly italic: boolean;
  /** Absolute path, or the path of a file in an installed package. */
  readonly file: string;
}

interface FontChoice {
  readonly family: string;
  readonly weight: number;
  readonly italic: boolean;
}

/** The fonts of a theme. Files are read when a document first needs them. */
export interface FontLibrary {
  readonly stack: (choice: FontChoice) => FontStack;
}

const libraries = new Map<string, FontLibrary>();

/** The same files and fall-backs give the same library, with its cached shapes, for the whole process. */
export async function openFontLibrary(
  files: readonly FaceFile[],
  fallback: readonly string[],
): Promise<FontLibrary> {
  const key = JSON.stringify([files, fallback]);
  const known = libraries.get(key);
  if (known !== undefined) return known;
  const fontkit = await import('fontkit');
  const stacks = new Map<string, FontStack>();
  const library: FontLibrary = {
    stack(choice) {
      const chosen = [choice.family, ...fallback].flatMap((family) => {
        const file = nearest(files, { ...choice, family });
        return file === undefined ? [] : [file.file];
      });
      const stackKey = chosen.join('\n');
      const existing = stacks.get(stackKey);
      if (existing !== undefined) return existing;
      const stack = createFontStack(lazyFaces(chosen, (file) => loadFace(fontkit, file)));
      stacks.set(stackKey, stack);
      return stack;
    },
  };
  libraries.set(key, library);
  return library;
}

function nearest(files: readonly FaceFile[], choice: FontChoice): FaceFile | undefined {
  const family = files.filter((file) => file.family === choice.family);
  const distance = (file: FaceFile): number =>
    (file.italic === choice.italic ? 0 : 2000) + Math.abs(file.weight - choice.weight);
  return family.toSorted((a, b) => distance(a) - distance(b))[0];
}

/** Fall-back fonts are large; most documents never ask for them. */
function lazyFaces(
  files: readonly string[],
  load: (file: string) => Face,
): readonly [Face, ...Face[]] {
  const [first = '', ...rest] = [...new Set(files)];
  return [load(first), ...rest.map((file) => lazyFace(file, load))];
}

function lazyFace(file: string, load: (file: string) => Face): Face {
  return {
    key: file,
    get font() {
      return load(file).font;
    },
    get ascent() {
      return load(file).ascent;
    },
    get descent() {
      return load(file).descent;
    },
    covers: (codePoint) => load(file).covers(codePoint),
    shape: (text, direction) => load(file).shape(text, direction),
  };
}
