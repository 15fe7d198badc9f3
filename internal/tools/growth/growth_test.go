package main

import (
	"encoding/xml"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRun measures all dimensions roughly, and checks that each is drawn and told of.
func TestRun(t *testing.T) {
	if testing.Short() {
		t.Skip("makes stores")
	}
	dir := t.TempDir()
	var b strings.Builder
	if err := run(dir, &b, 1, 0.001, ""); err != nil {
		t.Fatal(err)
	}
	for _, d := range dimensions {
		name := "growth-" + d.name + ".svg"
		if !strings.Contains(b.String(), "**"+d.title+".**") || !strings.Contains(b.String(), "("+name+")") {
			t.Errorf("no %s in %s", d.title, b.String())
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		for decoder := xml.NewDecoder(strings.NewReader(string(text))); ; {
			if _, err := decoder.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if n := strings.Count(string(text), "<polyline"); n != len(d.series) {
			t.Errorf("%s has %d curves, want %d", name, n, len(d.series))
		}
		committed, err := os.ReadFile(filepath.Join("../../../docs", name))
		if err != nil || !strings.Contains(string(committed), "Written by go run ./internal/tools/growth") {
			t.Errorf("docs/%s is not that of this command (%v): run it", name, err)
		}
	}
}

func TestSlope(t *testing.T) {
	for want, cost := range map[float64]func(n float64) float64{
		0: func(float64) float64 { return 7 }, 0.5: math.Sqrt, 1: func(n float64) float64 { return 3 * n },
	} {
		var c curve
		for _, n := range (series{least: 1, most: 1e6}).numbers(1) {
			c.points = append(c.points, point{n, cost(float64(n))})
		}
		if got := c.slope(); math.Abs(got-want) > 0.01 {
			t.Errorf("slope = %v, want %v", got, want)
		}
	}
	if got := (curve{points: []point{{1, 1}}}).slope(); got != 0 {
		t.Errorf("slope of a point = %v, want 0", got)
	}
}

func TestWords(t *testing.T) {
	if got := count(1234567); got != "1,234,567" {
		t.Errorf("count = %s", got)
	}
	for ns, want := range map[float64]string{12: "12 ns", 1234: "1.23 µs", 5e6: "5 ms"} {
		if got := duration(ns); got != want {
			t.Errorf("duration(%v) = %s, want %s", ns, got, want)
		}
	}
	if got := (series{least: 2, most: 100}).numbers(1); len(got) != 4 || got[0] != 2 || got[3] != 100 {
		t.Errorf("numbers = %v", got)
	}
}
