package main

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"time"
)

// The plot, in pixels.
const (
	plotWidth, plotHeight = 900, 360
	plotLeft, plotRight   = 60, 890
	plotTop, plotBottom   = 30, 320
)

// x returns the place of a moment.
func (l *load) x(at time.Duration) float64 {
	return plotLeft + (plotRight-plotLeft)*at.Seconds()/l.o.duration.Seconds()
}

// y returns the place of a latency from 0.1 ms to 100 s, on a logarithmic scale.
func y(took time.Duration) float64 {
	decades := min(6, max(0, math.Log10(took.Seconds()*1e4)))
	return plotBottom - (plotBottom-plotTop)*decades/6
}

// plot writes all latencies as an SVG file.
func (l *load) plot(file string) error {
	if file == "" {
		return nil
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`+"\n", plotWidth, plotHeight)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#fff"/>`+"\n", plotWidth, plotHeight)
	l.plotAxes(&b)
	l.plotDots(&b, "GET", "#1a6fb5")
	l.plotDots(&b, "PUT", "#e08a00")
	for _, s := range l.samples {
		if s.err != nil {
			fmt.Fprintf(&b, `<circle cx="%.0f" cy="%.0f" r="2.5" fill="none" stroke="#c00"/>`+"\n", l.x(s.at), y(s.took))
		}
	}
	for _, m := range l.marks {
		fmt.Fprintf(&b, `<path d="M%.1f %dV%d" stroke="#444" stroke-dasharray="4 3"/><text x="%.1f" y="%d">%s</text>`+"\n", l.x(m.at), plotTop, plotBottom, l.x(m.at)+3, plotTop-6, m.name)
	}
	fmt.Fprintf(&b, `<text x="%d" y="%d"><tspan fill="#1a6fb5">GET</tspan> <tspan fill="#e08a00">PUT</tspan> <tspan fill="#c00">failed</tspan></text>`+"\n</svg>\n", plotLeft, plotHeight-6)
	return os.WriteFile(file, b.Bytes(), 0o644)
}

func (l *load) plotAxes(b *bytes.Buffer) {
	for i, label := range []string{"0.1 ms", "1 ms", "10 ms", "100 ms", "1 s", "10 s", "100 s"} {
		at := y(time.Duration(math.Pow10(i)) * 100 * time.Microsecond)
		fmt.Fprintf(b, `<path d="M%d %.1fH%d" stroke="#ddd"/><text x="%d" y="%.1f" text-anchor="end">%s</text>`+"\n", plotLeft, at, plotRight, plotLeft-6, at+4, label)
	}
	for second := 0; second <= int(l.o.duration.Seconds()); second += 20 {
		fmt.Fprintf(b, `<text x="%.1f" y="%d" text-anchor="middle">%d s</text>`+"\n", l.x(time.Duration(second)*time.Second), plotBottom+18, second)
	}
}

// plotDots draws a dot for each request of a kind, and one for those that are at one place.
func (l *load) plotDots(b *bytes.Buffer, op, color string) {
	drawn := make(map[[2]int]bool)
	fmt.Fprintf(b, `<path stroke="%s" d="`, color)
	for _, s := range l.samples {
		at := [2]int{int(l.x(s.at)), int(y(s.took))}
		if s.op == op && s.err == nil && !drawn[at] {
			drawn[at] = true
			fmt.Fprintf(b, "M%d %dh1", at[0], at[1])
		}
	}
	b.WriteString("\"/>\n")
}
