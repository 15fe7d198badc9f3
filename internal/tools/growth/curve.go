package main

import (
	"fmt"
	"math"
	"os"
	"runtime"
	"strings"
	"time"
)

// A dimension is something that there may be more or less of.
type dimension struct {
	name   string // of the file
	title  string
	unit   string // of what there is
	says   string // a sentence
	series []series
}

// A series is one subject of a dimension.
type series struct {
	name  string
	least int
	most  int
	make  func(n int, dir string) (subject, error)
}

// A subject performs a number of requests or more, and returns how many, or fails.
type subject func(requests int) (int, error)

// A point is what a request costs at one number.
type point struct {
	n    int
	cost float64 // nanoseconds
}

// A curve is what a series has measured.
type curve struct {
	name   string
	points []point
}

// perDecade is how many points there are between a number and ten times as much.
const perDecade = 2

// numbers returns what a series is measured at, from its least to its most.
func (s series) numbers(share float64) (list []int) {
	most := max(s.least, int(float64(s.most)*share))
	for i := 0; ; i++ {
		n := int(float64(s.least) * math.Pow(10, float64(i)/perDecade))
		if 2*n > most { // another would be too near
			return append(list, most)
		}
		list = append(list, n)
	}
}

// measure measures all series of a dimension. The points of one are measured by turns.
func (d dimension) measure(rounds int, share float64) ([]curve, error) {
	var curves []curve
	for _, s := range d.series {
		c, err := s.measure(rounds, share)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.name, err)
		}
		curves = append(curves, c)
	}
	return curves, nil
}

func (s series) measure(rounds int, share float64) (curve, error) {
	dir, err := os.MkdirTemp("", "growth")
	if err != nil {
		return curve{}, err
	}
	defer os.RemoveAll(dir)
	c := curve{name: s.name}
	var subjects []subject
	for _, n := range s.numbers(share) {
		own, err := os.MkdirTemp(dir, "")
		if err != nil {
			return curve{}, err
		}
		subject, err := s.make(n, own)
		if err != nil {
			return curve{}, err
		}
		subjects = append(subjects, subject)
		c.points = append(c.points, point{n, math.Inf(1)})
	}
	runtime.GC() // of what was made beside
	for range rounds {
		for i, subject := range subjects {
			cost, err := subject.cost()
			if err != nil {
				return curve{}, err
			}
			c.points[i].cost = min(c.points[i].cost, cost)
		}
	}
	return c, nil
}

// enough is how long a request is measured at once.
const enough = 10 * time.Millisecond

// cost returns what a request costs, in nanoseconds.
func (s subject) cost() (float64, error) {
	for requests := 1; ; requests *= 2 {
		start := time.Now()
		done, err := s(requests)
		if err != nil {
			return 0, err
		}
		if spent := time.Since(start); spent >= enough {
			return float64(spent) / float64(done), nil
		}
	}
}

// slope returns by which power the cost grows at the end of a curve, over the last factor of a hundred
// or so: the slope of the line through the logarithms with the least squares.
func (c curve) slope() float64 {
	points := c.points[max(0, len(c.points)-2*perDecade-1):]
	var n, sx, sy, sxx, sxy float64
	for _, p := range points {
		x, y := math.Log(float64(p.n)), math.Log(p.cost)
		n, sx, sy, sxx, sxy = n+1, sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	if d := n*sxx - sx*sx; d != 0 {
		return (n*sxy - sx*sy) / d
	}
	return 0
}

// verdict says what curves show.
func verdict(curves []curve) string {
	var parts []string
	for _, c := range curves {
		first, last := c.points[0], c.points[len(c.points)-1]
		parts = append(parts, fmt.Sprintf("%s: %s at %s, %s at %s, slope %.2f", c.name, duration(first.cost), count(first.n), duration(last.cost), count(last.n), c.slope()))
	}
	return strings.Join(parts, "; ") + "."
}

// duration returns a time in a unit that suits it.
func duration(ns float64) string {
	switch {
	case ns < 1e3:
		return fmt.Sprintf("%.0f ns", ns)
	case ns < 1e6:
		return fmt.Sprintf("%.3g µs", ns/1e3)
	}
	return fmt.Sprintf("%.3g ms", ns/1e6)
}

// count returns a number with commas.
func count(n int) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
