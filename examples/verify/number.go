package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// units are the letters of powers of 1,024.
const units = "KMGTPE"

// size returns a number of bytes as people read it.
func size(n int64) string {
	if n < 1<<10 {
		return plural(n, "byte")
	}
	f, unit := float64(n), 0
	for f /= 1 << 10; f >= 1<<10 && unit < len(units)-1; unit++ {
		f /= 1 << 10
	}
	return fmt.Sprintf("%.1f %ciB", f, units[unit])
}

// parseSize reads a number of bytes, with the letter of a unit or without.
func parseSize(s string) (int64, error) {
	digits := strings.TrimSuffix(strings.TrimSuffix(strings.ToUpper(s), "B"), "I")
	shift := 0
	if n := len(digits); n > 0 {
		if i := strings.IndexByte(units, digits[n-1]); i >= 0 {
			digits, shift = digits[:n-1], 10*(i+1)
		}
	}
	f, err := strconv.ParseFloat(digits, 64)
	if f = math.Ldexp(f, shift); err != nil || !(f >= 1) || f >= math.MaxInt64 {
		return 0, fmt.Errorf("want a number of bytes, such as 500K or 20M")
	}
	return int64(f), nil
}

// count returns a number with its thousands apart.
func count(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// plural returns a number of things.
func plural(n int64, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return count(n) + " " + thing + "s"
}

// duration returns a time as people say it.
func duration(d time.Duration) string {
	if d < 10*time.Second {
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	if d < time.Minute {
		return fmt.Sprintf("%.0f s", d.Seconds())
	}
	return d.Round(time.Second).String()
}
