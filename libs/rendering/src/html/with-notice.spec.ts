import { withNotice } from './with-notice';

const notice = { html: '<p>Old</p>', css: 'p{}' };

it.each([
  [
    'a page',
    '<html><head><title>T</title></head>\n<body class="x">\n<p>1</p></body></html>',
    '<html><head><title>T</title><style>\np{}</style>\n</head>\n<body class="x">\n<p>Old</p>\n<p>1</p></body></html>',
  ],
  [
    'one that names the tags elsewhere before',
    '<head><!-- </head><body> --><title>&lt;body></title></head><body data-x="a > b"><p>1</p>',
    '<head><!-- </head><body> --><title>&lt;body></title><style>\np{}</style>\n</head><body data-x="a > b">\n<p>Old</p><p>1</p>',
  ],
  ['one without a body', '<p>1</p>', '<p>1</p><style>\np{}</style>\n\n<p>Old</p>'],
])('puts the notice first in the body of %s, and changes nothing else', (_, page, expected) => {
  expect(withNotice(page, notice)).toBe(expected);
});
