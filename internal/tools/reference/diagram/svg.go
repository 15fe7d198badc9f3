package diagram

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// A drawing is SVG that is being written.
type drawing struct{ strings.Builder }

// style is what the classes of the diagram look like. Its background is its own, so that
// it reads on dark pages too.
const style = `
text{font-family:-apple-system,"Segoe UI","Helvetica Neue",Helvetica,Arial,"DejaVu Sans",sans-serif;fill:#1f2328}
.page{fill:#ffffff;stroke:#d0d7de}
.title{font-size:24px;font-weight:700}
.sub,.legend,.rule{font-size:12px}
.sub{font-size:13px;fill:#57606a}
.legend{fill:#424a53}
.phasebar{fill:#24292f}
.phase{font-size:14px;font-weight:700;fill:#ffffff}
.what{font-size:11px;fill:#d0d7de;text-anchor:end}
.box{fill:#f6f8fa;stroke:#d0d7de}
.step{font-size:13px;font-weight:600}
.tight{font-size:11px}.step.tight{font-size:12px}
.number{font-size:11px;fill:#6e7781}
.code{font-size:11px;fill:#57606a;text-anchor:end}
.pilltext{font-size:11px;font-weight:700;fill:#ffffff;text-anchor:middle}
.open{fill:#ffffff;stroke-width:1.5}
.opentext{font-size:11px;font-weight:700;text-anchor:middle;fill:#1a7f37}
.s2{fill:#1a7f37;stroke:#1a7f37}.s3{fill:#0969da;stroke:#0969da}.s4{fill:#cf222e;stroke:#cf222e}.s5{fill:#6e7781;stroke:#6e7781}
.open.s2{fill:#ffffff}
.krequired{fill:#218bff}.kquirk{fill:#fb8f44}.kobserved{fill:#a475f9}.kguess{fill:#8c959f}
.corner{fill:#fff8c5}
.odd{font-size:11px;fill:#6b4e00}
.flag{fill:#d4a72c}
.flow{fill:none;stroke:#57606a;stroke-width:1.5}
.told{fill:none;stroke:#bf8700;stroke-width:1.5;stroke-dasharray:4 3}
`

// markers are the heads of arrows.
const markers = `<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#57606a"/></marker>` +
	`<marker id="told" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#bf8700"/></marker></defs>`

// line writes a line.
func (d *drawing) line(format string, args ...any) {
	fmt.Fprintf(d, format, args...)
	d.WriteByte('\n')
}

func (d *drawing) begin(w, h int) {
	d.line(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="t">`, w, h, w, h)
	d.line(`<title id="t">The steps of an S3 read, in their order, with the answers that leave each</title>`)
	d.line(`<!-- Written by go run ./internal/tools/reference. Do not edit. -->`)
	d.line(`<style>%s</style>`, style)
	d.line(markers)
	d.rect(1, 1, w-2, h-2, "page", 12)
}

func (d *drawing) rect(x, y, w, h int, class string, radius int) {
	d.line(`<rect x="%d" y="%d" width="%d" height="%d" rx="%d" class="%s"/>`, x, y, w, h, radius, class)
}

func (d *drawing) text(x, y int, class, s string) {
	if s != "" {
		d.line(`<text x="%d" y="%d" class="%s">%s</text>`, x, y, class, escape(s))
	}
}

func escape(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s))
	return b.String()
}

// pill draws a status: filled where it ends the request.
func (d *drawing) pill(x, y int, e Exit) {
	class, text := "s"+fmt.Sprint(e.Status/100), "pilltext"
	if !e.Ends {
		class, text = "open "+class, "opentext"
	}
	if e.Status == 0 {
		return
	}
	d.rect(x, y, 34, 14, class, 7)
	d.text(x+17, y+11, text, fmt.Sprint(e.Status))
}

// flag marks what is odd, above a baseline.
func (d *drawing) flag(x, y int) {
	d.line(`<path class="flag" d="M%d %dv-11h9l-3 3l3 3h-7v5z"/>`, x, y)
}

// phase draws the heading of the phase that begins with b.
func (d *drawing) phase(b *Box) {
	y := b.y - phaseHeight + 2
	d.rect(b.x, y, columnWidth, 28, "phasebar", 7)
	d.text(b.x+indent, y+19, "phase", b.Phase)
	d.text(b.x+columnWidth-indent, y+18, "what", b.PhaseText)
}

// arrow draws the way down to the next box.
func (d *drawing) arrow(x, from, to int) {
	d.line(`<path class="flow" d="M%d %dV%d" marker-end="url(#head)"/>`, x, from, to)
}
