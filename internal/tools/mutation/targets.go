package main

// A target is a package, or some files of it, and the tests that have to notice a change.
type target struct {
	name  string // the folder of the package, and what it is called in arguments
	files string // names of files, apart by blanks; "" for all of the package
	tests []suite
}

// A suite is the tests of one package, or some of them.
type suite struct {
	folder string
	run    string // a regular expression, as for go test; "" for all
	skip   string // likewise, for those that are left out
}

// decisions lists the files of getobject that decide, which is all but the handler, the
// operation that reads, and the tables and texts of codes, identifiers and rules.
const decisions = "admit.go arguments.go authorizer.go decide.go error.go headerrule.go override.go responseheader.go " +
	"parse.go preflight.go request.go route.go signedform.go"

// targets come with the quick ones first.
var targets = [...]target{
	{"internal/field", "", own("internal/field")},
	{"internal/httpdate", "", own("internal/httpdate")},
	{"conditional", "", own("conditional")},
	{"cors", "", own("cors")},
	{"rangespec", "", own("rangespec")},
	{"version", "", own("version")},
	{"sse", "", own("sse")},
	{"checksum", "", own("checksum")},
	{"getobject/policy", "", own("getobject/policy")},
	{"getobject", decisions, []suite{{"getobject", "", slow}, vectors, {"getobject", slow, ""}}},
	{"getobject/sigv4", "", append(own("getobject/sigv4"), vectors)},
}

// vectors runs every vector against the operation.
var vectors = suite{"getobject/getobjecttest", "^TestFixtureHandler$", ""}

// slow matches tests of getobject that come last: they take seconds, or wait for bytes that
// a handler with a fault never asks for.
const slow = "^(TestRandomRequests|TestExhaustively|TestDifferencesNeeded|TestBroken|TestWire|TestGone)$"

// own is all tests of a folder.
func own(folder string) []suite { return []suite{{folder, "", ""}} }
