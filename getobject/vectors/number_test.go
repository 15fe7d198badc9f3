package vectors_test

import "strconv"

// thousands writes n, which is less than a million, as documents do: 2,213.
func thousands(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return strconv.Itoa(n/1000) + "," + strconv.Itoa(n%1000 + 1000)[1:]
}
