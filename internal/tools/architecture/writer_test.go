package architecture_test

import (
	"go/ast"
	"maps"
	"slices"
	"strings"
	"testing"
)

// writers are the only files that know how a response is written, of reads and of writes:
// everything else decides with values. Tests and examples may know it too.
var writers = []string{"getobject/respond.go", "getobject/s3write/handler.go", "getobject/s3website/handler.go", "getobject/endpoints/handler.go", "getobject/s3express/handler.go", "getobject/objectlambda/handler.go", "getobject/objectlambda/remote.go", "internal/playground/recorder.go"}

// fakers are the files of the fake that stand between a handler and its connection, where
// they spoil answers and count them.
var fakers = []string{"getobject/s3fake/handler.go", "getobject/s3fake/answer.go"}

// checkWriter finds other files that name a ResponseWriter.
func checkWriter(t *tree) (faults []string) {
	packages := t.packages()
	for _, dir := range slices.Sorted(maps.Keys(packages)) {
		sc := t.scopeOf(packages[dir])
		for _, s := range packages[dir] {
			if !slices.Contains(writers, s.path) && !slices.Contains(fakers, s.path) && !s.example() {
				faults = append(faults, writes(t, sc, s)...)
			}
		}
	}
	return faults
}

func writes(t *tree, sc scope, s *source) (faults []string) {
	ast.Inspect(s.File, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok && sc.qualified(e) == "net/http.ResponseWriter" {
			faults = append(faults, t.at(n.Pos(), "only %s name a ResponseWriter", strings.Join(writers, " and ")))
		}
		return true
	})
	return faults
}

func TestWriter(t *testing.T) {
	hold(t, checkWriter)
	const use = "\nimport web \"net/http\"\nfunc f(web.ResponseWriter) {}\n"
	kill(t, checkWriter, []mutant{
		{"where it may be", "-- getobject/respond.go --\npackage getobject" + use +
			"-- getobject/a_test.go --\npackage getobject_test" + use +
			"-- examples/a/main.go --\npackage main" + use +
			"-- store/a.go --\npackage store\n// An http.ResponseWriter is not needed.\ntype ResponseWriter int\n", ""},
		{"beside the handler", "-- getobject/body.go --\npackage getobject" + use, "getobject/body.go:3"},
		{"same name elsewhere", "-- store/handler.go --\npackage store" + use, "store/handler.go:3"},
	})
}
