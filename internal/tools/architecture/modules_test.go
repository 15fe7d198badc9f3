package architecture_test

import (
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// requirement is a module that the root module requires, and why.
type requirement struct {
	module string
	users  string // the packages that may import it; "tests" for test files
	reason string
}

var requirements = []requirement{
	{"github.com/cespare/xxhash/v2", "checksum", "XXHASH64; the standard library has none"},
	{"github.com/google/go-cmp", "tests", "a difference says more than two values"},
	{"github.com/klauspost/compress", "store/blobstore/internal/content", "S2, which compresses as fast as a disk writes"},
	{"github.com/minio/crc64nvme", "checksum store/blobstore store/blobstore/internal/content", "CRC64NVME, 40 times as fast as a table"},
	{"github.com/minio/sio", "store/blobstore/internal/content", "DARE, a format of sealed content that others read too"},
	{"github.com/zeebo/xxh3", "checksum", "XXHASH3 and XXHASH128; the standard library has none"},
	{"golang.org/x/sync", "store/blobstore store/blobstore/folder", "errgroup, which ends the others when one fails"},
	{"pgregory.net/rapid", "tests", "properties, with shrinking"},
}

// nested lists the modules below the root, which may require what they like, and why
// they are not part of it.
var nested = map[string]string{
	"examples/import":          "its progress is a bar of others",
	"examples/migrate":         "one test is written against gofakes3, and both use an SDK",
	"examples/prometheus":      "who counts in another way needs no client of Prometheus",
	"internal/interop":         "real SDKs bring a hundred modules",
	"internal/tools/mutation":  "its tests build programs, which takes long and concerns nobody who imports the library",
	"store/blobstore/cdkblobs": "the SDKs of three clouds bring a hundred modules",
}

// checkImports finds imports of modules by packages that must not have them. Packages
// that the table does not name import the standard library alone.
func checkImports(t *tree) (faults []string) {
	for _, s := range t.files {
		for _, spec := range s.Imports {
			p, _ := strconv.Unquote(spec.Path.Value)
			if foreign(p) && !mayUse(s, p) {
				faults = append(faults, t.at(spec.Pos(), "%s must not import %s", s.dir, p))
			}
		}
	}
	return faults
}

// foreign reports whether an import is neither ours nor the standard library's.
func foreign(p string) bool {
	first, _, _ := strings.Cut(p, "/")
	return strings.Contains(first, ".") && !within(p, module)
}

// within reports whether the package p is of the module m.
func within(p, m string) bool { return p == m || strings.HasPrefix(p, m+"/") }

func mayUse(s *source, p string) bool {
	return slices.ContainsFunc(requirements, func(r requirement) bool {
		users := strings.Fields(r.users)
		return within(p, r.module) &&
			(slices.Contains(users, s.dir) || s.test && slices.Contains(users, "tests"))
	})
}

func TestImports(t *testing.T) {
	hold(t, checkImports)
	kill(t, checkImports, []mutant{
		{"listed", `
-- checksum/a.go --
package checksum
import (
	_ "hash/crc32"
	_ "github.com/zeebo/xxh3"
	_ "github.com/s3get/s3get/internal/field"
)
-- sse/a_test.go --
package sse_test
import _ "github.com/google/go-cmp/cmp"
`, ""},
		{"module of another package", `
-- store/a.go --
package store
import _ "github.com/zeebo/xxh3"
`, "store must not import github.com/zeebo/xxh3"},
		{"module of tests", `
-- rangespec/a.go --
package rangespec
import _ "pgregory.net/rapid"
`, "rangespec must not import pgregory.net/rapid"},
		{"module like a listed one", `
-- checksum/a.go --
package checksum
import _ "github.com/zeebo/xxh3fast"
`, "must not import github.com/zeebo/xxh3fast"},
		{"module of nobody", `
-- version/a_test.go --
package version_test
import _ "github.com/stretchr/testify/assert"
`, "must not import github.com/stretchr/testify/assert"},
	})
}

// checkRequirements compares go.mod with the table and with the imports.
func checkRequirements(t *tree) (faults []string) {
	direct := directly(string(t.text["go.mod"]))
	for _, r := range requirements {
		switch used := t.uses(r.module); {
		case direct[r.module] && !used:
			faults = append(faults, "go.mod: nothing imports "+r.module)
		case !direct[r.module] && used:
			faults = append(faults, "go.mod: "+r.module+" is not a direct requirement")
		}
		delete(direct, r.module)
	}
	for _, m := range slices.Sorted(maps.Keys(direct)) {
		faults = append(faults, "go.mod: "+m+" is required and is not in the table")
	}
	return append(faults, checkNested(t)...)
}

// directly returns the modules that a go.mod requires without saying "indirect".
func directly(mod string) map[string]bool {
	direct := map[string]bool{}
	for line := range strings.Lines(mod) {
		f := strings.Fields(strings.TrimPrefix(line, "require "))
		if len(f) > 1 && strings.HasPrefix(f[1], "v") && !strings.Contains(line, "// indirect") {
			direct[f[0]] = true
		}
	}
	return direct
}

// uses reports whether a file of the root module imports a package of m.
func (t *tree) uses(m string) bool {
	return slices.ContainsFunc(t.files, func(s *source) bool {
		for _, spec := range s.Imports {
			if p, _ := strconv.Unquote(spec.Path.Value); within(p, m) {
				return true
			}
		}
		return false
	})
}

// checkNested finds modules below the root that are not listed.
func checkNested(t *tree) (faults []string) {
	for _, p := range slices.Sorted(maps.Keys(t.text)) {
		if dir := path.Dir(p); path.Base(p) == "go.mod" && dir != "." && nested[dir] == "" {
			faults = append(faults, p+": a module of its own, which the table does not list")
		}
	}
	return faults
}

func TestRequirements(t *testing.T) {
	hold(t, checkRequirements)
	const user = `
-- checksum/a.go --
package checksum
import _ "github.com/zeebo/xxh3"
-- go.mod --
module github.com/s3get/s3get
go 1.26
`
	kill(t, checkRequirements, []mutant{
		{"listed and used", user + `
require github.com/zeebo/xxh3 v1.1.0
require (
	golang.org/x/sys v0.30.0 // indirect
)
-- internal/interop/go.mod --
module github.com/s3get/s3get/internal/interop
`, ""},
		{"not listed", user + `
require (
	github.com/zeebo/xxh3 v1.1.0
	github.com/pkg/errors v0.9.1
)
`, "github.com/pkg/errors is required and is not in the table"},
		{"indirect", user + "require github.com/zeebo/xxh3 v1.1.0 // indirect\n",
			"github.com/zeebo/xxh3 is not a direct requirement"},
		{"not used", user + "require (\n\tgithub.com/zeebo/xxh3 v1.1.0\n\tpgregory.net/rapid v1.3.0\n)\n",
			"nothing imports pgregory.net/rapid"},
		{"module below", user + `
require github.com/zeebo/xxh3 v1.1.0
-- store/go.mod --
module github.com/s3get/s3get/store
`, "store/go.mod: a module of its own"},
	})
}
