package main

import (
	"fmt"
	"html"
	"math"
	"strings"
)

// The size of a plot, and of what is beside its area.
const (
	width, height            = 640, 360
	left, right, top, bottom = 76, 190, 44, 48
	areaWidth, areaHeight    = width - left - right, height - top - bottom
	style                    = `text{font:12px -apple-system,"Segoe UI",Helvetica,Arial,"DejaVu Sans",sans-serif;fill:#1f2328}
.title{font-size:15px;font-weight:600}.page{fill:#fff;stroke:#d0d7de}.grid{stroke:#d8dee4}.end{text-anchor:end}.middle{text-anchor:middle}
polyline,.key{fill:none;stroke-width:2}.s0{stroke:#0969da}.s1{stroke:#bc4c00}.s2{stroke:#1a7f37}.s3{stroke:#8250df}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.page{fill:#0d1117;stroke:#30363d}.grid{stroke:#30363d}
.s0{stroke:#58a6ff}.s1{stroke:#f0883e}.s2{stroke:#3fb950}.s3{stroke:#bc8cff}}`
)

// An axis is a logarithmic scale over whole decades.
type axis struct{ from, to float64 } // logarithms to the base of ten

// axisOf returns the axis that has all values.
func axisOf(values []float64) axis {
	a := axis{math.Inf(1), math.Inf(-1)}
	for _, v := range values {
		a.from, a.to = min(a.from, math.Floor(math.Log10(v))), max(a.to, math.Ceil(math.Log10(v)))
	}
	a.to = max(a.to, a.from+1)
	return a
}

// at returns where a value is, from 0 to 1.
func (a axis) at(v float64) float64 { return (math.Log10(v) - a.from) / (a.to - a.from) }

// plot draws the curves of a dimension as SVG, which reads on light and dark pages.
func plot(d dimension, curves []curve) string {
	var ns, costs []float64
	for _, c := range curves {
		for _, p := range c.points {
			ns, costs = append(ns, float64(p.n)), append(costs, p.cost)
		}
	}
	x, y := axisOf(ns), axisOf(costs)
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="t">`, width, height, width, height)
	line(`<title id="t">%s: %s</title>`, html.EscapeString(d.title), html.EscapeString(verdict(curves)))
	line(`<!-- Written by go run ./internal/tools/growth. Do not edit. -->`)
	line(`<style>%s</style>`, style)
	line(`<rect class="page" x="1" y="1" width="%d" height="%d" rx="8"/>`, width-2, height-2)
	line(`<text class="title" x="16" y="26">%s</text>`, html.EscapeString(d.title))
	step := math.Ceil((x.to - x.from) / 6)
	for e := x.from; e <= x.to; e += step {
		at := left + x.at(math.Pow(10, e))*areaWidth
		line(`<path class="grid" d="M%.1f %dv%d"/><text class="middle" x="%.1f" y="%d">%s</text>`, at, top, areaHeight, at, height-bottom+18, decade(e))
	}
	for e := y.from; e <= y.to; e++ {
		at := top + (1-y.at(math.Pow(10, e)))*areaHeight
		line(`<path class="grid" d="M%d %.1fh%d"/><text class="end" x="%d" y="%.1f">%s</text>`, left, at, areaWidth, left-8, at+4, duration(math.Pow(10, e)))
	}
	line(`<text class="middle" x="%d" y="%d">%s</text>`, left+areaWidth/2, height-12, html.EscapeString(d.unit))
	for i, c := range curves {
		var points strings.Builder
		for _, p := range c.points {
			fmt.Fprintf(&points, "%.1f,%.1f ", left+x.at(float64(p.n))*areaWidth, top+(1-y.at(p.cost))*areaHeight)
		}
		line(`<polyline class="s%d" points="%s"/>`, i, strings.TrimSpace(points.String()))
		line(`<path class="key s%d" d="M%d %dh14"/><text x="%d" y="%d">%s</text><text x="%d" y="%d">slope %.2f</text>`,
			i, width-right+12, top+14+i*42, width-right+30, top+18+i*42, html.EscapeString(c.name), width-right+30, top+34+i*42, c.slope())
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// decade returns ten to a power as it is written at an axis.
func decade(e float64) string {
	if e < 5 {
		return count(int(math.Pow(10, e)))
	}
	return fmt.Sprintf(`10<tspan dy="-5" font-size="9">%d</tspan>`, int(e))
}
