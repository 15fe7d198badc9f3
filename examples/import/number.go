package main

import (
	"fmt"
	"strconv"
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
