/** A page as outlets make them, with what a reader of the article must find and must not find. */
export interface ArticlePage {
  readonly name: string;
  readonly html: string;
  /** The article, paragraph by paragraph. */
  readonly paragraphs: readonly string[];
}

const LEDE =
  'A strike on a parked car in the northern district on Sunday killed at least four people, two of them children, a hospital director said.';
const DENIAL =
  'A spokesman for the coalition said the car had carried explosives and that it was looking into reports of civilian harm.';
const QUOTE =
  '“They were my brother’s sons,” said a neighbour, who asked not to be named. “Nobody has called us.”';
const CONTEXT =
  'It was the third strike in the district this month; in the first two, the coalition said, no civilians were hurt.';
const SHORT = 'The inquiry goes on.';

const NAVIGATION = `<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World news and analysis from our reporters in forty countries</a></li></ul></nav>`;
const TEASERS = `<aside class="related"><h2>Related</h2><p>An older report said that nine people had died in another strike in the far south of the country last year.</p></aside>`;
const COMMENTS = `<section id="comments"><h3>Comments</h3><p>I do not believe a word of this, and I have read this newspaper every single day for forty years.</p><p>Me neither, it was at least a hundred people, as everyone who lives in that district knows very well.</p></section>`;

export const ARTICLE_PAGES: readonly ArticlePage[] = [
  {
    name: 'a page with all that a modern site puts around an article',
    html: `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Strike kills four | The Sample Courier</title>
<style>p { color: red }</style><script>var text = "<p>This sentence stands in a script and nobody reads it on the page at all.</p>";</script></head>
<body class="has-sidebar comments-open"><header class="masthead"><p>The Sample Courier: independent reporting since the days of the telegraph and the steam train.</p></header>${NAVIGATION}
<main><article><header><h1>Strike kills four</h1><p class="byline">By Ada Sample</p><time datetime="2021-08-29T18:04:00+04:30">29 August 2021</time></header>
<ul class="share-tools"><li>Share</li><li><a href="#">Post</a></li></ul>
<div class="article-body"><p>${LEDE}</p><figure><img src="x.jpg" alt="A car"><figcaption>The car in the northern district on Sunday, seen from the roof of a neighbouring house.</figcaption></figure>
<p>${DENIAL}</p><div class="newsletter-signup"><form><p>Sign up for our morning letter and get the day’s most important stories at seven o’clock.</p><input></form></div>
<p>READ MORE: <a href="/x">What is known of the strikes of the past month, and what is not known</a></p>
<h2>Neighbours speak</h2><p>${QUOTE}</p><p style="display: none">This paragraph is hidden from readers and says that ninety people died in the strike.</p><p>${CONTEXT}</p><p>${SHORT}</p><p>Topics</p></div></article></main>
${TEASERS}${COMMENTS}<footer><p>Copyright of The Sample Courier. No part of this page may be copied without a permission in writing.</p></footer></body></html>`,
    paragraphs: [LEDE, DENIAL, 'Neighbours speak', QUOTE, CONTEXT, SHORT],
  },
  {
    name: 'an old page set in tables, with line breaks for paragraphs and tags left open',
    html: `<HTML><HEAD><TITLE>Strike kills four</TITLE></HEAD><BODY BGCOLOR=white><TABLE><TR><TD><A HREF="/">Home</A><BR><A HREF="/w">World</A><BR><A HREF="/s">Sport and weather and everything else</A></TD>
<TD><FONT FACE=Arial><B>Strike kills four</B><BR><BR>${LEDE}<BR><BR>
${DENIAL}<BR>&nbsp;<BR>${QUOTE}<P>${CONTEXT}<P>${SHORT}</FONT></TD></TR></TABLE></BODY></HTML>`,
    paragraphs: [LEDE, DENIAL, QUOTE, CONTEXT, SHORT],
  },
  {
    name: 'a page of nothing but divisions and made-up class names',
    html: `<html><body><div class="a1"><div class="b2"><a href="/">Home</a> <a href="/world">World</a> <a href="/opinion">Opinion and letters to the editor of this newspaper</a></div>
<div class="c3"><div class="d4">Strike kills four</div><div class="e5"><div>${LEDE}</div><div>${DENIAL}</div><div>${QUOTE}</div><div>${CONTEXT}</div></div></div>
<div class="f6"><div><a href="/1">Nine killed in a strike in the far south of the country, officials say</a></div><div><a href="/2">The weather will be fine and dry for most of the coming week, it says</a></div></div></div></body></html>`,
    paragraphs: [LEDE, DENIAL, QUOTE, CONTEXT],
  },
  {
    name: 'a page with teasers that are articles too',
    html: `<html><body><article><p>${LEDE}</p><p>${DENIAL}</p><p>${QUOTE}</p><p>${CONTEXT}</p></article>
<article class="teaser"><h3><a href="/9">Nine killed</a></h3><p>Nine people were killed in another strike in the far south of the country last year, it was said.</p></article>
<article class="teaser"><p>The weather will be fine and dry for most of the coming week, the weather office said on Monday.</p></article></body></html>`,
    paragraphs: [LEDE, DENIAL, QUOTE, CONTEXT],
  },
  {
    name: 'a page inside one form, its article split by an advertisement',
    html: `<html><body><form id="aspnetForm" class="page-with-comments"><div class="body"><div><p>${LEDE}</p><p>${DENIAL}</p></div>
<div class="ad-slot">Advertisement</div><div><p>${QUOTE}</p><p>${CONTEXT}</p></div></div></form></body></html>`,
    paragraphs: [LEDE, DENIAL, QUOTE, CONTEXT],
  },
  {
    name: 'a page that marks its article body and carries long comments without a name',
    html: `<html><body><div><div itemprop="articleBody"><p>${LEDE}</p><p>${QUOTE}</p></div><div itemprop="articleBody"><p>${CONTEXT}</p></div></div>
<div><p>I do not believe a word of this, and I have read this newspaper every single day for forty years, said one.</p><p>Me neither, it was at least a hundred people, as everyone who lives in that district knows very well, said two.</p></div></body></html>`,
    paragraphs: [LEDE, QUOTE, CONTEXT],
  },
  {
    name: 'a brief of two short sentences',
    html: `<html><body>${NAVIGATION}<article><h1>Brief</h1><p>Four people died.</p><p>${SHORT}</p></article></body></html>`,
    paragraphs: ['Four people died.', SHORT],
  },
];
