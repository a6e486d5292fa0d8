// Five hundred texts a buyer might write to harm the one who reads them. A script that runs calls
// hit(), which no page of ours defines.
const scripts = [
  "<script>hit(N)</script>", "<SCRIPT SRC=//127.0.0.1:9/x.js></SCRIPT>", "<img src=x onerror=hit(N)>",
  "<svg onload=hit(N)>", "<svg><script>hit(N)</script></svg>", "<body onload=hit(N)>", "<iframe srcdoc='<script>parent.hit(N)</script>'>",
  "<a href=javascript:hit(N)>x</a>", "<a href=\"jAvAsCrIpT:hit(N)\">x</a>", "<a href='java\tscript:hit(N)'>x</a>",
  "<form action=javascript:hit(N)><button>x</button></form>", "<button formaction=javascript:hit(N)>x</button>",
  "<input autofocus onfocus=hit(N)>", "<details open ontoggle=hit(N)>", "<video><source onerror=hit(N)></video>",
  "<math href=javascript:hit(N)>x</math>", "<object data=javascript:hit(N)>", "<embed src=javascript:hit(N)>",
  "<meta http-equiv=refresh content='0;url=javascript:hit(N)'>", "<base href=//127.0.0.1:9/>", "<link rel=stylesheet href=//127.0.0.1:9/x.css>",
  "<style>@import '//127.0.0.1:9/x.css';</style>", "<div style=width:expression(hit(N))>", "<marquee onstart=hit(N)>x",
  "<template><script>hit(N)</script></template>", "<noscript><p title='</noscript><img src=x onerror=hit(N)>'>",
  "<textarea></textarea><script>hit(N)</script>", "<title></title><script>hit(N)</script>", "<xmp></xmp><img src=x onerror=hit(N)>",
  "<div hx-get=/logout hx-trigger=load>", "<div hx-on:load='hit(N)'>", "<div data-hx-get=/ hx-trigger=load>", "<div hx-swap-oob=true id=main>x</div>",
  "<hx-partial hx-target=#main>x</hx-partial>", "<button data-copy=x class=copy>x</button>", "<a data-key='/'>x</a>",
];
const breakers = ["", "\"", "'", "\">", "'>", "-->", "</td>", "</a>", "\" onmouseover=hit(N) x=\"", "' autofocus onfocus=hit(N) x='"];
const others = [
  "{{T_ID}}", "{{#ROW}}", "{{>BODY}}", "[[Orders]]", "{{%AUTOESCAPE context=\"JAVASCRIPT\"}}", "%s%n%x%s%n", "%00", "\\u0000", "&lt;script&gt;hit(N)&lt;/script&gt;",
  "&#60;script&#62;hit(N)", "&amp;lt;", "\u202Egnp.exe", "a\u0301".repeat(40), "Z\u0351\u036B\u0343a\u0329\u0348l\u0320g\u0356o", "🧨".repeat(60), "\uFEFFbom",
  "'; DROP TABLE orders; --", "\" OR \"\"=\"", "1) UNION SELECT 1,2,3 -- ", "*/ SLEEP(5) /*", "+wolf* -bane \"((", "=cmd|'/c calc'!A1", "@SUM(1+1)",
  "../../../../etc/passwd", "http://127.0.0.1:9/", "javascript:hit(N)", "data:text/html,<script>hit(N)</script>", "\r\nSet-Cookie: hit=N", "\t\ttabs", "   ",
  "x".repeat(200), "W".repeat(120), "słowo ".repeat(30), "\u200Bzero\u200Bwidth", "ＦＵＬＬ　ＷＩＤＴＨ", "مرحبا بالعالم", "\u2028line\u2029para", "<<<<>>>>", "]]>", "<![CDATA[<script>hit(N)</script>]]>",
];

/** n different texts; each names its number, so that one that runs is known. */
export function hostileTexts(n) {
  const texts = [];
  for (let round = 0; texts.length < n; round++) {
    for (const start of breakers) for (const script of scripts) texts.push(start + script);
    for (const text of others) for (const start of breakers.slice(0, 4)) texts.push(start + text);
    if (round) texts.push(`round ${round}`);
  }
  return texts.slice(0, n).map((text, i) => text.replaceAll("N", String(i)));
}
