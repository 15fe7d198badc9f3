package architecture_test

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A layer is a set of packages and what of ours they may import.
type layer struct {
	packages string
	imports  string // packages and names of layers
}

const (
	base   = "internal/field internal/httpdate internal/journal internal/mimeword internal/section"
	ground = "getobject/rule getobject/address"
	leaves = "conditional rangespec version sse checksum cors website"
	// Stores are written by others too: they get what others get.
	beneathStores = "store " + leaves + " " + base
)

// layers lists our packages from the bottom up. A package imports those that its layer
// names and no others, and a layer names only packages of layers above it in this table.
// Tests may import what they like, but for examples and this package.
var layers = []layer{
	{base, ""},
	{leaves, base},
	{"getobject/vectors", ""}, // data, which a runner in any language could read
	{"store", leaves + " " + base},
	{"getobject/rule getobject/address", ""},
	{"getobject/policy", "getobject/rule"}, // pure, for any server
	{"store/write", "getobject/policy " + beneathStores},
	{"store/internal/kept", beneathStores},
	{"store/memstore", "getobject/policy store/internal/kept store/write " + beneathStores},
	{"store/blobstore/internal/content store/blobstore/internal/disk", base},
	{"store/blobstore", "getobject/policy store/internal/kept store/write store/blobstore/internal/content " + beneathStores},
	{"store/blobstore/backendtest", "store/blobstore"},
	{"store/blobstore/folder", "store/blobstore store/blobstore/internal/disk " + beneathStores},
	{"store/fsstore store/faultstore", beneathStores},
	{"store/storetest", "getobject/policy store/write " + beneathStores},
	{"getobject", ground + " " + beneathStores},
	{"getobject/sigv4", "getobject " + ground + " " + beneathStores},
	{"getobject/s3write", "getobject getobject/policy getobject/sigv4 store/write " + ground + " " + beneathStores},
	{"getobject/s3express", "getobject getobject/sigv4 " + ground + " " + beneathStores},
	{"getobject/objectlambda", "getobject " + ground + " " + beneathStores},
	{"getobject/s3website", "getobject " + ground + " " + beneathStores},
	{"getobject/iam", "getobject getobject/policy store/write " + ground + " " + beneathStores},
	{"getobject/endpoints", "getobject getobject/objectlambda getobject/s3website " + ground},
	{"getobject/fixture", "getobject getobject/endpoints getobject/objectlambda getobject/s3express getobject/iam getobject/policy getobject/sigv4 store/memstore " + ground + " " + beneathStores},
	{"getobject/s3fake", "getobject/s3write getobject/endpoints getobject/objectlambda getobject/s3express store/write getobject getobject/fixture getobject/sigv4 store/memstore " + ground + " " + beneathStores},
	{"getobject/getobjecttest", "getobject/vectors"},                  // believes nothing of ours
	{"internal/respell", "getobject " + ground + " " + beneathStores}, // for tests of sigv4 and of interop
	{"internal/tools/sections internal/tools/architecture internal/tools/api internal/tools/licenses internal/tools/performance internal/tools/reference/diagram", ""},
	{"internal/tools/readpath", "getobject/fixture"},
	{"internal/tools/growth", "getobject store store/memstore store/fsstore store/blobstore store/blobstore/folder store/write version"},
	{"internal/guesses", "getobject/vectors"},
	{"internal/tools/settle", "internal/guesses getobject/getobjecttest getobject/vectors"}, // believes nothing of ours either
	{"internal/tools/reference", "internal/guesses internal/tools/sections internal/tools/reference/diagram conditional getobject getobject/address getobject/fixture getobject/getobjecttest getobject/policy getobject/rule getobject/sigv4 getobject/s3website getobject/s3express getobject/objectlambda getobject/vectors"},
	{"internal/demo", ""}, // a file
	{"internal/playground", "internal/demo getobject/endpoints getobject/fixture getobject/getobjecttest getobject/s3express getobject/vectors getobject " + ground + " " + beneathStores},
	{"internal/playground/wasm", "internal/playground"},
	{"internal/playground/site", "getobject/vectors"},
	{"internal/playground/cmd/site", "internal/playground/site"},
	{"examples/*", "internal/demo internal/playground/site getobject getobject/iam getobject/policy getobject/sigv4 getobject/fixture getobject/s3fake getobject/rule getobject/address getobject/getobjecttest getobject/vectors " +
		"store/memstore store/fsstore store/blobstore store/blobstore/folder store/write store getobject/s3write getobject/s3express getobject/objectlambda getobject/endpoints " + leaves},
}

// layerOf returns the layer of the package in a folder.
func layerOf(dir string) (layer, bool) {
	for _, l := range layers {
		for _, pattern := range strings.Fields(l.packages) {
			if ok, _ := path.Match(pattern, dir); ok {
				return l, true
			}
		}
	}
	return layer{}, false
}

// checkLayers finds imports that do not point down.
func checkLayers(t *tree) (faults []string) {
	for _, s := range t.files {
		l, ok := layerOf(s.dir)
		if !ok {
			faults = append(faults, t.at(s.Package, "%s is in no layer", s.dir))
			continue
		}
		for _, dir := range ours(s) {
			if !mayImport(s, l, dir) {
				faults = append(faults, t.at(s.Package, "%s must not import %s", s.dir, dir))
			}
		}
	}
	return faults
}

func mayImport(s *source, l layer, dir string) bool {
	if dir == s.dir && s.test {
		return true
	}
	if s.test {
		return dir != "internal/tools/architecture" && !strings.HasPrefix(dir, "examples/")
	}
	return slices.Contains(strings.Fields(l.imports), dir)
}

// ours returns the folders of the packages of this module that a file imports.
func ours(s *source) (dirs []string) {
	for _, spec := range s.Imports {
		p, _ := strconv.Unquote(spec.Path.Value)
		if dir, ok := strings.CutPrefix(p, module+"/"); ok {
			dirs = append(dirs, dir)
		}
	}
	return dirs
}

func TestLayers(t *testing.T) {
	hold(t, checkLayers)
	kill(t, checkLayers, []mutant{
		{"down", `
-- conditional/a.go --
package conditional
import _ "github.com/s3get/s3get/internal/field"
-- conditional/a_test.go --
package conditional_test
import (
	_ "github.com/s3get/s3get/conditional"
	_ "github.com/s3get/s3get/getobject/vectors"
)
-- examples/a/main.go --
package main
import _ "github.com/s3get/s3get/getobject"
`, ""},
		{"leaf imports leaf", `
-- conditional/a.go --
package conditional
import _ "github.com/s3get/s3get/sse"
`, "conditional must not import sse"},
		{"field imports leaf", `
-- internal/field/a.go --
package field
import _ "github.com/s3get/s3get/sse"
`, "internal/field must not import sse"},
		{"store imports operation", `
-- store/memstore/a.go --
package memstore
import _ "github.com/s3get/s3get/getobject"
`, "store/memstore must not import getobject"},
		{"operation imports store's implementation", `
-- getobject/a.go --
package getobject
import _ "github.com/s3get/s3get/store/memstore"
`, "getobject must not import store/memstore"},
		{"operation imports signatures", `
-- getobject/a.go --
package getobject
import _ "github.com/s3get/s3get/getobject/sigv4"
`, "getobject must not import getobject/sigv4"},
		{"vectors import ours", `
-- getobject/vectors/a.go --
package vectors
import _ "github.com/s3get/s3get/rangespec"
`, "getobject/vectors must not import rangespec"},
		{"test imports example", `
-- getobject/a_test.go --
package getobject_test
import _ "github.com/s3get/s3get/examples/a"
`, "getobject must not import examples/a"},
		{"example imports these tests", `
-- examples/a/main.go --
package main
import _ "github.com/s3get/s3get/internal/tools/architecture"
`, "examples/a must not import internal/tools/architecture"},
		{"no layer", "-- util/a.go --\npackage util\n", "util is in no layer"},
	})
}

// TestLayersExist finds packages in the table that are not there.
func TestLayersExist(t *testing.T) {
	tr, err := repository()
	if err != nil {
		t.Fatal(err)
	}
	dirs := map[string]bool{}
	for _, s := range tr.files {
		dirs[s.dir] = true
	}
	for _, l := range layers {
		for _, pattern := range strings.Fields(l.packages) {
			if !dirs[pattern] && !strings.Contains(pattern, "*") {
				t.Errorf("there is no package %s", pattern)
			}
		}
	}
}

// A layer that names one beside it or above it would allow a circle.
func TestLayersPointDown(t *testing.T) {
	below := map[string]bool{}
	for _, l := range layers {
		for _, dir := range strings.Fields(l.imports) {
			if !below[dir] {
				t.Errorf("%s may import %s, which is not below", l.packages, dir)
			}
		}
		for _, dir := range strings.Fields(l.packages) {
			below[dir] = true
		}
	}
}
