#include "style_sheet.hpp"

#include <restituo/base/must.hpp>

namespace restituo {
namespace {

constexpr std::string_view rules = R"CSS(
:root { color-scheme: light; --ink: #1b1b1b; --soft: #4d4d4d; --paper: #ffffff; --tint: #f4f2ec; --line: #8a857b;
  --hair: #cfcabf; --accent: #1d3b5c; --alarm: #7a1c10; --alarm-tint: #fbefec; }
* { box-sizing: border-box; }
html { font-size: 100%; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: auto; }
body { margin: 0 auto; padding: 1.5rem 1.25rem 4rem; max-width: 58rem; background: var(--paper); color: var(--ink);
  font-family: "Source Serif 4", "Source Serif Pro", Charter, "Iowan Old Style", "Palatino Linotype", Palatino,
    "Liberation Serif", Georgia, "Times New Roman", serif;
  font-size: 1.0625rem; line-height: 1.55; overflow-wrap: break-word; }
p, ul, ol, dl { margin: 0 0 1rem; max-width: 44rem; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 0 0 .6rem; font-weight: 600; text-wrap: balance; }
h1 { font-size: 2rem; letter-spacing: -.01em; }
h2 { font-size: 1.5rem; margin-top: 2.5rem; padding-top: .8rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1.22rem; margin-top: 2rem; }
h4 { font-size: 1.05rem; margin-top: 1.5rem; }
.section-number { color: var(--soft); font-weight: 400; margin-right: .35em; font-variant-numeric: tabular-nums; }
.paragraph-number { color: var(--soft); font-size: .95rem; font-weight: 400; margin-right: .35em; }
a { color: var(--accent); text-underline-offset: .15em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
a.figure { color: inherit; white-space: nowrap; text-decoration-style: dotted; text-decoration-color: var(--line);
  font-variant-numeric: tabular-nums lining-nums; }
:target { background: var(--tint); outline: 2px solid var(--line); outline-offset: 4px; }
code { font-family: "Liberation Mono", Consolas, Menlo, monospace; font-size: .86em; overflow-wrap: break-word; }
.option { white-space: nowrap; }
time { white-space: nowrap; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; border: 2px solid var(--ink);
  z-index: 1; }
.hidden { position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }

.masthead { padding-bottom: .5rem; }
.subtitle { font-size: 1.15rem; color: var(--soft); margin-bottom: 1.5rem; }
.lead { font-size: 1.35rem; line-height: 1.4; margin-bottom: .8rem; }
.lead .figure { font-weight: 600; text-decoration: none; }
.small { font-size: .95rem; color: var(--soft); }
.callout { border: 1px solid var(--line); padding: 1rem 1.25rem; margin: 0 0 1rem; background: var(--tint); }
.callout p:last-child { margin-bottom: 0; }
.answer { border-left: 6px solid var(--accent); padding: 1.4rem 1.5rem; }
.alarm { border: 2px solid var(--alarm); background: var(--alarm-tint); padding: .5rem 1rem; margin-bottom: .5rem;
  display: grid; grid-template-columns: 10rem minmax(0, 1fr); gap: 0 1.25rem; }
.alarm > * { grid-column: 2; margin: 0; max-width: none; font-size: 1rem; }
.alarm > .callout-label { grid-column: 1; grid-row: 1 / span 4; color: var(--alarm); letter-spacing: .05em; }
.answer p, .answer dl { max-width: none; }
.answer .facts > div { grid-template-columns: 20rem minmax(0, 1fr); }
.masthead .facts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); column-gap: 2.5rem;
  max-width: none; margin: 1rem 0; }
.masthead .facts > div { grid-template-columns: 8.5rem minmax(0, 1fr); border-bottom: 0 !important; }

dl > div { padding: .2rem 0; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }
.facts > div { display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: 0 1.5rem;
  border-top: 1px solid var(--hair); padding: .35rem 0; }
.facts > div:last-child { border-bottom: 1px solid var(--hair); }
.facts dt { grid-column: 1; font-weight: 400; color: var(--soft); }
.facts dd { grid-column: 2; }
.facts dd + dd, .glossary dd + dd { margin-top: .3rem; }
.working { max-width: none; border-left: 3px solid var(--hair); padding-left: 1rem; }
.working > div { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: 0 1.25rem; padding: .1rem 0; }
.working dt { grid-column: 1; font-weight: 400; color: var(--soft); }
.working dd { grid-column: 2; font-variant-numeric: tabular-nums lining-nums; }
.glossary > div { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: 0 1.25rem; padding: .35rem 0; }
.glossary dt { grid-column: 1; }
.glossary dd { grid-column: 2; }
.to-fill-in dt { font-weight: 400; }
.to-fill-in dd { height: 3rem; border-bottom: 1px solid var(--ink); }
nav ol { columns: 2; column-gap: 3rem; padding-left: 1.6rem; }
nav li { padding: .15rem 0; break-inside: avoid; }
li { margin-bottom: .35rem; }

table { border-collapse: collapse; width: 100%; margin: 0 0 2rem; font-size: .95rem; line-height: 1.4; }
table.wide { font-size: .9rem; }
caption { text-align: left; font-weight: 600; padding: 0 0 .5rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem .4rem 0; font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th { border-top: 1.5px solid var(--ink); border-bottom: 1px solid var(--ink); font-size: .93em;
  color: var(--soft); vertical-align: bottom; }
tbody tr + tr > * { border-top: 1px solid var(--hair); }
tbody:last-child tr:last-child > * { border-bottom: 1.5px solid var(--ink); }
.number { text-align: right; font-variant-numeric: tabular-nums lining-nums; }
.group th { font-weight: 600; padding-top: 1rem; color: var(--accent); }
.subtotal > *, .total > * { font-weight: 600; }
.subtotal > :last-child:not(.number), .total > :last-child:not(.number) { font-weight: 400; }
td.number + td, td.number + th, th.number + td, th.number + th { padding-left: .5rem; }
.subtotal > * { border-top: 1px solid var(--ink) !important; }
.total > * { border-top: 1.5px solid var(--ink) !important; border-bottom: 4px double var(--ink) !important; }

figure { margin: 1.5rem 0 1rem; max-width: 44rem; }
svg { display: block; width: 100%; height: auto; }
.drawing:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
svg text { font-size: 14px; font-variant-numeric: tabular-nums lining-nums; paint-order: stroke; stroke: #ffffff;
  stroke-width: 3px; }
figcaption { font-size: .95rem; color: var(--soft); }
footer { margin-top: 4rem; border-top: 1px solid var(--line); padding-top: 1rem; font-size: .9rem;
  color: var(--soft); }

@media screen { td a:not(.figure), th a { line-height: 1.5rem; } }
@media screen and (max-width: 44rem) {
  body { padding: 1rem 1rem 3rem; }
  h1 { font-size: 1.6rem; }
  h2 { font-size: 1.3rem; }
  .lead { font-size: 1.15rem; }
  .answer, .callout { padding: 1rem; }
  .facts > div, .answer .facts > div, .masthead .facts, .masthead .facts > div, .working > div, .glossary > div,
    .alarm { grid-template-columns: minmax(0, 1fr); }
  .alarm > *, .alarm > .callout-label { grid-column: 1; grid-row: auto; }
  .facts dd, .working dd, .glossary dd { grid-column: 1; }
  nav ol { columns: 1; }
  table, caption, tbody, tr, td, tbody th { display: block; width: 100%; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { padding: .6rem 0; border-top: 1px solid var(--line); display: flex; flex-direction: column; }
  tbody th[scope="row"] { order: -1; }
  tbody tr + tr > *, tbody:last-child tr:last-child > *, .subtotal > *, .total > * { border: 0 !important; }
  tbody:last-child tr:last-child { border-bottom: 1.5px solid var(--ink); }
  tr.total { border-top: 3px double var(--ink); }
  tbody td, tbody th[scope="row"] { padding: .1rem 0; display: grid; grid-template-columns: 40% minmax(0, 1fr);
    gap: 0 .75rem; text-align: left !important; }
  tbody td, tbody th[scope="row"] { padding-left: 0 !important; }
  tbody td::before { content: attr(data-label); color: var(--soft); }
  tbody th[scope="row"] { display: block; font-weight: 600; }
  td:empty, td:has(> .cell:empty) { display: none !important; }
  a.figure { white-space: normal; }
  .drawing { overflow-x: auto; }
  svg { width: 40rem; }
}
@media (max-width: 44rem) and (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }

@media print {
  :root { --paper: #ffffff; }
  html { font-size: 12pt; }
  body { max-width: none; padding: 0; font-size: 12pt; line-height: 1.4; }
  p, ul, ol, dl { max-width: none; orphans: 3; widows: 3; }
  table { font-size: 10pt; }
  table.wide { font-size: 9.5pt; }
  table.widest { font-size: 8pt; }
  table.widest th, table.widest td { padding-right: .35rem; padding-left: 0; }
  .working { font-size: 11pt; }
  .working > div { grid-template-columns: 8rem minmax(0, 1fr); }
  .masthead time { white-space: normal; }
  thead { display: table-header-group; }
  tr.group, thead { break-after: avoid; }
  tbody:first-of-type tr:first-child { break-before: avoid; }
  h1, h2, h3, h4, h5, h6, tr, .callout, figure, nav, .working > div, .glossary > div,
    .to-fill-in > div { break-inside: avoid; }
  h2 + p, h3 + p { break-inside: avoid; break-after: avoid; }
  h2 + section, h3 + section, h2 + dl, h3 + dl, h4 + dl, p + table, dl > div:first-child { break-before: avoid; }
  h1, h2, h3, h4, h5, h6, caption { break-after: avoid; }
  h1 { font-size: 19pt; margin-bottom: .3rem; }
  h2 { font-size: 15pt; margin-top: 1.3rem; padding-top: .5rem; }
  h3 { font-size: 13pt; margin-top: 1.1rem; }
  h4 { font-size: 12pt; margin-top: .9rem; }
  .subtitle { font-size: 12pt; margin-bottom: .7rem; }
  .masthead { padding: 0; font-size: 10.5pt; line-height: 1.3; }
  .masthead .facts { margin: .7rem 0; }
  .masthead .facts > div { padding: .15rem 0; }
  .alarm > * { font-size: 10.5pt; }
  .small { font-size: 10.5pt; }
  .lead { font-size: 15pt; }
  .answer { padding: .9rem 1.1rem; }
  .masthead .small { margin-bottom: 0; }
  .starts-page { break-before: page; }
  .starts-page > h2 { margin-top: 0; }
  .one-page { font-size: 10pt; line-height: 1.25; }
  .one-page section { break-inside: auto; }
  .one-page p, .one-page li, .one-page ul { margin-top: .2rem; margin-bottom: .2rem; }
  .one-page h1 { font-size: 16pt; }
  .one-page h2 { font-size: 12pt; margin-top: .55rem; padding-top: .2rem; border-top: 0; }
  .one-page .lead { font-size: 12pt; }
  .one-page footer { margin-top: .6rem; padding-top: .3rem; }
  .drawing { overflow: visible; }
  a { color: inherit; text-decoration: none; }
  .skip { display: none; }
  :target { background: none; outline: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)CSS";

constexpr std::string_view court_rules = R"CSS(
html { font-family: "Liberation Serif", serif; font-size: 11pt; line-height: 1.4; color: #1b1b1b; }
body { margin: 0; }
p, ul, ol, dl { margin: 0 0 .7em; orphans: 3; widows: 3; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.1em 0 .4em; break-after: avoid; break-inside: avoid; }
h1 { font-size: 19pt; margin-top: 0; bookmark-level: none; }
h2 { font-size: 15pt; padding-top: .4em; border-top: 1pt solid #1b1b1b; bookmark-level: 1; }
h3 { font-size: 12.5pt; bookmark-level: 2; }
h4 { font-size: 11.5pt; bookmark-level: 3; bookmark-state: closed; }
h5, h6 { font-size: 11pt; }
a { color: inherit; text-decoration: none; }
a.figure { white-space: nowrap; font-variant-numeric: tabular-nums lining-nums; }
a[href^="#source."] { white-space: nowrap; }
h1 + p, h2 + p, h3 + p, h4 + p, h5 + p { break-inside: avoid; }
h2 + section, h3 + section, h2 + dl, h3 + dl, h4 + dl, h5 + dl, p + figure, p + .room, p + ul { break-before: avoid; }
figure + p.small { break-before: avoid; }
h3 + p.small, h4 + p.small { break-after: avoid; }
/* WeasyPrint breaks within a word that may break anywhere, also where a sign before it gives a place. */
code { font-family: "Liberation Mono", monospace; font-size: 8pt; overflow-wrap: normal; }
.option { white-space: nowrap; }
.skip, .hidden { display: none; }
.section-number { color: #4d4d4d; font-weight: 400; margin-right: .35em; }
.subtitle { font-size: 12pt; color: #4d4d4d; margin-bottom: 1em; }
.small { font-size: 9.5pt; color: #4d4d4d; }
.lead { font-size: 14pt; }
.callout { border: .75pt solid #8a857b; padding: .6em .9em; margin: 0 0 .7em; background: #f4f2ec; break-inside: avoid; }
.callout p:last-child { margin-bottom: 0; }
.answer { border-left: 4pt solid #1d3b5c; break-inside: auto; }
.alarm { border: 1.25pt solid #7a1c10; background: #fbefec; font-size: 10pt; }
.callout-label { color: #7a1c10; margin: 0 0 .2em; }
.paragraph-number { color: #4d4d4d; font-size: 9pt; font-weight: 400; margin-right: .6em; }
dl > div { padding: .15em 0; clear: left; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }
.facts dt, .working dt, .glossary dt { float: left; width: 9.5em; padding-right: .5em; }
.facts dt, .working dt { font-weight: 400; color: #4d4d4d; }
.facts dd, .working dd, .glossary dd { margin-left: 10.2em; }
dl::after { content: ""; display: block; clear: left; }
.answer .facts dt { width: 17em; }
.answer .facts dd { margin-left: 17.7em; }
.masthead .facts, .working { font-size: 10pt; }
.working { border-left: 2pt solid #cfcabf; padding-left: .8em; }
.working, .glossary > div, .facts > div { break-inside: avoid; }
.to-fill-in > div { break-inside: avoid; }
.to-fill-in dt { font-weight: 400; }
.to-fill-in dd { height: 2.3em; border-bottom: .75pt solid #1b1b1b; }
nav h2 { border-top: 0; margin-top: .6em; }
nav ol { list-style: none; padding: 0; counter-reset: entry; }
nav li { margin: .15em 0; counter-increment: entry; }
nav a::before { content: counter(entry); display: inline-block; width: 2em; color: #4d4d4d; }
nav a::after { content: leader(".") " " target-counter(attr(href url), page); }
li { margin-bottom: .25em; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1.4em; font-size: 9.5pt; line-height: 1.3; }
table.wide { font-size: 8.5pt; }
table.widest { font-size: 8pt; }
table.widest th, table.widest td { padding-right: .35em; }
.room { height: 30mm; margin-bottom: -30mm; break-after: avoid; }
.room.little { height: 20mm; margin-bottom: -20mm; }
caption { text-align: left; font-weight: 600; padding: 0 0 .4em; break-after: avoid; }
th, td { text-align: left; vertical-align: top; padding: .3em .6em .3em 0; font-weight: 400; overflow-wrap: anywhere; }
th:last-child, td:last-child { padding-right: 0; }
thead { display: table-header-group; }
thead th { border-top: 1pt solid #1b1b1b; border-bottom: .75pt solid #1b1b1b; color: #4d4d4d; vertical-align: bottom;
  overflow-wrap: normal; }
tbody td, tbody th { border-bottom: .5pt solid #cfcabf; }
tr, tbody.whole { break-inside: avoid; }
tr.group { break-after: avoid; }
.number { text-align: right; font-variant-numeric: tabular-nums lining-nums; }
td.number + td, td.number + th, th.number + td, th.number + th { padding-left: .5em; }
.group th { font-weight: 600; padding-top: .8em; color: #1d3b5c; }
.subtotal > *, .total > * { font-weight: 600; }
.subtotal > :last-child:not(.number), .total > :last-child:not(.number) { font-weight: 400; }
.total > * { border-top: 1pt solid #1b1b1b; border-bottom: 3pt double #1b1b1b; }
figure { margin: 1em 0; break-inside: avoid; }
svg { display: block; width: 100%; height: auto; }
#picture\.traced svg { max-height: 92mm; }
figcaption { font-size: 9.5pt; color: #4d4d4d; }
footer { margin-top: 1em; border-top: .75pt solid #8a857b; padding-top: .6em; font-size: 9pt; color: #4d4d4d; }
.starts-page { break-before: page; }
.footnote { float: footnote; font-size: 8.5pt; line-height: 1.25; font-weight: 400; text-align: left; }
::footnote-call { font-variant-position: normal; vertical-align: super; font-size: 65%; content: counter(footnote); }
::footnote-marker { font-variant-position: normal; content: counter(footnote) ". "; }
)CSS";

// A text inside quotation marks in CSS. Whatever is no plain letter, digit or sign is written by its number, so that a
// title can end neither the string nor the style element.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool safe = byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                      c == ' ' || c == ',' || c == '.' || c == '-' || c == ':' || c == ';' || c == '(' || c == ')';
    if (safe) {
      result += c;
      continue;
    }
    constexpr std::string_view digits = "0123456789abcdef";
    result += '\\';
    result += digits[byte >> 4];
    result += digits[byte & 15];
    result += ' ';
  }
  return result + "\"";
}

}  // namespace

namespace {

std::string in_corners(const ReportDocument& document, const std::string& font, const std::string& of_mark) {
  std::string rules_of_page;
  const std::string corner = " { font-family: " + font + "; font-size: 9pt; color: #4d4d4d; content: ";
  rules_of_page += "@top-left" + corner + quoted(document.running_head) + "; } ";
  if (!document.mark.empty()) {
    rules_of_page += "@top-right" + corner + quoted(document.mark) + ";" + of_mark + " } ";
  }
  rules_of_page += "@bottom-right" + corner + quoted(document.page_word + " ") + " counter(page) " +
                   quoted(" " + document.of_word + " ") + " counter(pages); } ";
  return rules_of_page;
}

}  // namespace

StyleSheet court_style_sheet(const ReportDocument& document) {
  const std::string font = "\"Liberation Serif\", serif";
  std::string sheet(court_rules.substr(1));
  sheet += "@page { size: " + std::string(document.letter_paper ? "letter" : "A4") +
           "; margin: 24mm 20mm 22mm; font-family: " + font + "; " +
           in_corners(document, font, " font-weight: bold; color: #7a1c10;") +
           "@footnote { border-top: .5pt solid #8a857b; padding-top: 3pt; } }\n";
  must(sheet.find('<') == std::string::npos, "a style sheet cannot end its element");
  return StyleSheet(std::move(sheet));
}

StyleSheet style_sheet(const ReportDocument& document) {
  std::string sheet(rules.substr(1));
  // No paper size is named: the reader's printer knows whether it is A4 or Letter.
  const std::string font = "\"Liberation Serif\", Georgia, serif";
  const std::string margins = document.one_page ? "18mm 18mm 16mm" : "24mm 20mm 22mm";
  sheet += "@page { margin: " + margins + "; font-family: " + font + "; " + in_corners(document, font, "") + "}\n";
  must(sheet.find('<') == std::string::npos, "a style sheet cannot end its element");
  return StyleSheet(std::move(sheet));
}

}  // namespace restituo
