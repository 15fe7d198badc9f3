package main

import (
	"slices"
	"strings"
)

// A bench is a benchmark of a package: its name without "Benchmark", and with that of its part.
type bench struct{ dir, name string }

// A row is one line of the page.
type row struct {
	what    string
	ours    bench
	against bench   // zero: nothing
	ratio   float64 // aim: of ours to that of the other; 0: none
	ns      float64 // aim; 0: none
	allocs  float64 // aim; negative: none
}

const (
	handler = "getobject"
	files   = "store/fsstore"
	none    = -1.0
)

// rows are the lines, in the order of the page.
var rows = [...]row{
	{"GET of 1 MiB in memory", bench{handler, "Handler/Get"}, bench{handler, "ServeContent/Get"}, 0.8, 0, 2},
	{"HEAD", bench{handler, "Handler/Head"}, bench{handler, "ServeContent/Head"}, 0.8, 0, 2},
	{"GET of a range", bench{handler, "Handler/Range"}, bench{handler, "ServeContent/Range"}, 0.8, 0, 2},
	{"304", bench{handler, "Handler/NotModified"}, bench{handler, "ServeContent/NotModified"}, 0.8, 0, 2},
	{"the least that a HEAD takes", bench{handler, "Least/Head"}, bench{handler, "ServeContent/Head"}, 0, 0, none},
	{"the least that a range takes", bench{handler, "Least/Range"}, bench{handler, "ServeContent/Range"}, 0, 0, none},
	{"the least that a 304 takes", bench{handler, "Least/NotModified"}, bench{handler, "ServeContent/NotModified"}, 0, 0, none},
	{"GET of 1 MiB in a file, over loopback with its client", bench{handler, "Handler/GetFile"}, bench{handler, "ServeContent/GetFile"}, 1, 0, none},
	{"GET of 1 KiB in a file, its content in memory", bench{files, "Small/1KiB/Kept"}, bench{files, "Small/1KiB/ServeContent"}, 0.8, 0, none},
	{"GET of 1 KiB in a file that is kept open for less than 3 s", bench{files, "Small/1KiB/Young"}, bench{files, "Small/1KiB/ServeContent"}, 0.8, 0, none},
	{"GET of 4 KiB of a file of 1 GiB", bench{files, "Small/4KiBof1GiB/Kept"}, bench{files, "Small/4KiBof1GiB/ServeContent"}, 0.8, 0, none},
	{"GET of 1 KiB in a file, its content in memory, over loopback with its client", bench{files, "SmallOverLoopback/1KiB/Kept"}, bench{files, "SmallOverLoopback/1KiB/ServeContent"}, 1, 0, none},
	{"GET of 4 KiB of a file of 1 GiB, over loopback with its client", bench{files, "SmallOverLoopback/4KiBof1GiB/Kept"}, bench{files, "SmallOverLoopback/4KiBof1GiB/ServeContent"}, 1, 0, none},
	{"404 with its document", bench{handler, "Refusal/NoSuchKey"}, bench{handler, "Constant/NoSuchKey"}, 1, 0, none},
	{"412 with its document", bench{handler, "Refusal/PreconditionFailed"}, bench{handler, "Constant/PreconditionFailed"}, 1, 0, none},
	{"416 with its document", bench{handler, "Refusal/RangeNotSatisfiable"}, bench{handler, "Constant/RangeNotSatisfiable"}, 1, 0, none},
	{"signature in the header, key remembered", bench{"getobject/sigv4", "Authenticate/header"}, bench{"getobject/sigv4", "Bare"}, 0, 2500, 8},
	{"signature of a presigned URL, key remembered", bench{"getobject/sigv4", "Authenticate/presigned"}, bench{"getobject/sigv4", "Bare"}, 0, 2500, 8},
	{"signature in the header, key derived", bench{"getobject/sigv4", "Authenticate/no_key_remembered"}, bench{"getobject/sigv4", "Bare"}, 0, 6000, none},
	{"four preconditions", bench{"conditional", "Evaluate/busy"}, bench{}, 0, 60, 0},
	{"a customer's key against its fingerprint", bench{"sse", "Check"}, bench{}, 0, 400, none},
	{"a Range field", bench{"rangespec", "Parse"}, bench{}, 0, 30, 0},
}

// pattern returns the pattern of the benchmarks of a package that rows name.
func pattern(dir string) string {
	var names []string
	for _, r := range rows {
		for _, b := range []bench{r.ours, r.against} {
			if b.dir == dir {
				top, _, _ := strings.Cut(b.name, "/")
				names = append(names, top)
			}
		}
	}
	slices.Sort(names)
	return "^Benchmark(" + strings.Join(slices.Compact(names), "|") + ")$"
}
