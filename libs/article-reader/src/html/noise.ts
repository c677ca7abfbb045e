import { type Element } from './page';

const NEVER_TEXT = new Set([
  ...[
    'script',
    'style',
    'noscript',
    'template',
    'iframe',
    'object',
    'embed',
    'canvas',
    'svg',
    'math',
  ],
  ...[
    'audio',
    'video',
    'map',
    'head',
    'title',
    'dialog',
    'nav',
    'menu',
    'button',
    'select',
    'textarea',
  ],
  ...['input', 'label', 'option', 'datalist', 'progress', 'figcaption'],
  // Struck out: the outlet no longer says it.
  ...['del', 's', 'strike'],
]);

const ROLES = new Set([
  'navigation',
  'search',
  'dialog',
  'alertdialog',
  'menu',
  'menubar',
  'toolbar',
]);

/** Not part of the article wherever it stands, or not visible. */
export function isNeverText({ tag, attributes }: Element): boolean {
  if (NEVER_TEXT.has(tag) || ROLES.has(attributes['role'] ?? '')) return true;
  // While a page is being saved or shown, its root may be hidden by a script.
  if (tag === 'html' || tag === 'body') return false;
  return (
    'hidden' in attributes ||
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes['style'] ?? '')
  );
}

const SIDE_TAGS = new Set(['aside', 'footer', 'header', 'form', 'fieldset']);
const SIDE_ROLES = new Set(['complementary', 'banner', 'contentinfo', 'form']);
const SIDE_WORDS = new Set([
  ...[
    'ad',
    'ads',
    'advert',
    'advertisement',
    'banner',
    'bio',
    'breadcrumb',
    'breadcrumbs',
    'byline',
    'caption',
  ],
  ...[
    'comment',
    'comments',
    'consent',
    'cookie',
    'cookies',
    'credit',
    'dateline',
    'disqus',
    'footer',
    'gdpr',
  ],
  ...[
    'masthead',
    'menu',
    'modal',
    'nav',
    'navbar',
    'navigation',
    'newsletter',
    'outbrain',
    'overlay',
    'pager',
  ],
  ...[
    'pagination',
    'popup',
    'promo',
    'promotion',
    'recirc',
    'recirculation',
    'recommended',
    'related',
    'share',
  ],
  ...[
    'sharing',
    'sharebar',
    'sidebar',
    'signup',
    'skip',
    'social',
    'sponsor',
    'sponsored',
    'subscribe',
  ],
  ...[
    'subscription',
    'taboola',
    'tags',
    'timestamp',
    'toc',
    'toolbar',
    'tooltip',
    'topics',
    'trending',
  ],
]);
const OUT_OF_SIGHT =
  /\b(?:sr-only|visually-hidden|visuallyhidden|screen-reader-text|assistive-text)\b/;

/** Likely beside the article, by its tag, role or class: dropped unless it holds most of the page's text. */
export function isBeside({ tag, attributes }: Element): boolean {
  if (tag === 'html' || tag === 'body' || tag === 'article' || tag === 'main') return false;
  if (SIDE_TAGS.has(tag) || SIDE_ROLES.has(attributes['role'] ?? '')) return true;
  if (attributes['aria-hidden'] === 'true') return true;
  const names = `${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`.toLowerCase();
  return OUT_OF_SIGHT.test(names) || names.split(/[^a-z]+/).some((word) => SIDE_WORDS.has(word));
}
