package architecture_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"iter"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/s3website"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/internal/tools/sections"
)

// obsolete maps RFCs that are no longer in force to the one that is.
var obsolete = map[string]string{
	"1738": "3986", "2068": "9110", "2396": "3986", "2616": "9110", "2617": "9110", "2818": "9110",
	"3548": "4648", "7230": "9110 or 9112", "7231": "9110", "7232": "9110", "7233": "9110",
	"7234": "9111", "7235": "9110", "7538": "9110", "7615": "9110", "7694": "9110", "822": "5322", "2822": "5322",
}

// named lists RFCs whose number is the name of something, and of what. A section that
// follows is not theirs.
var named = map[string]string{
	"850":  "the obsolete form of a date with a two-digit year",
	"3339": "the form of a date in vectors",
}

// pages lists the pages of the vendor's documentation that may be cited.
var pages = []string{"GetObject", "HeadObject", "Error responses", "SigV4", "SigV2", "User Guide", "OPTIONS object", "PutBucketAcl", "PutObjectAcl", "PutBucketNotificationConfiguration", "PutBucketCors", "PutBucketWebsite",
	"CreateBucket", "POST Object", "CreateSession", "WriteGetObjectResponse", "ListBuckets", "PutObject", "DeleteObjects", "ListObjects", "ListObjectsV2", "CreateMultipartUpload",
	"UploadPart", "CompleteMultipartUpload", "CopyObject", "UploadPartCopy", "GetObjectAttributes",
	"PutBucketOwnershipControls", "PutBucketAccelerateConfiguration", "PutBucketEncryption", "PutBucketLifecycleConfiguration",
	"PutBucketRequestPayment", "PutBucketTagging", "PutBucketPolicy", "PutPublicAccessBlock", "PutObjectLockConfiguration",
	"GetObjectLockConfiguration", "PutObjectRetention", "PutObjectLegalHold", "PutObjectTagging", "DeleteObjectTagging",
	"RestoreObject", "RenameObject"}

// A text is what may cite something.
type text struct {
	where string
	body  string
	whole bool // the text is one citation, and nothing else
}

// texts returns every comment, every string of the library, and every paragraph of the
// documents.
func (t *tree) texts() (all []text) {
	for _, s := range t.files {
		for _, g := range s.Comments {
			all = append(all, text{where: t.at(g.Pos(), ""), body: g.Text()})
		}
		if !s.test {
			all = append(all, t.strings(s)...)
		}
	}
	for _, p := range slices.Sorted(maps.Keys(t.text)) {
		if path.Ext(p) != ".md" {
			continue
		}
		for _, paragraph := range strings.Split(string(t.text[p]), "\n\n") {
			all = append(all, text{where: p + ": ", body: paragraph})
		}
	}
	return all
}

func (t *tree) strings(s *source) (all []text) {
	ast.Inspect(s.File, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			body, _ := strconv.Unquote(lit.Value)
			all = append(all, text{where: t.at(lit.Pos(), ""), body: body})
		}
		return true
	})
	return all
}

// rules returns the sections of every rule, each of which is one citation.
func rules(all iter.Seq[*rule.Rule]) (texts []text) {
	for r := range all {
		for _, s := range r.Sections {
			texts = append(texts, text{"rule " + r.ID + ": ", s, true})
		}
		if len(r.Sections) == 0 {
			texts = append(texts, text{"rule " + r.ID + ": ", "no section", true})
		}
	}
	return texts
}

// The forms of citations, in texts whose lines are joined.
var (
	rfc    = regexp.MustCompile(`\bRFC (\d+)(?: §(\d+(?:\.\d+)*|[A-Z](?:\.\d+)*\b))?|§(\d+(?:\.\d+)*|[A-Z](?:\.\d+)*\b)?`)
	vendor = regexp.MustCompile(`\bS3 ([A-Z]\w*(?: \w+){0,2}):`)
	one    = regexp.MustCompile(`\A(RFC \d+ §[0-9A-Z.]*[0-9A-Z]|(S3|IAM|KMS|AWS|Service) [A-Z]\w*( \w+)*: \S.*[^.,; ])\z`)
)

// wrong lists forms that citations do not have.
var wrong = []*regexp.Regexp{
	regexp.MustCompile(`(?i)\brfc[-_]?\d+`),
	regexp.MustCompile(`(?i)\brfcs \d+`),
	regexp.MustCompile(`\b(rfc|Rfc) \d+`),
	regexp.MustCompile(`\bRFC \d+, *(§|[Ss]ect)`),
	regexp.MustCompile(`(?i)\b(section|sect\.|sec\.|chapter) \d+`),
	regexp.MustCompile(`(?i)\bsections \d+\.\d+`),
	regexp.MustCompile(`(?i)//[a-z.]*(rfc-editor|ietf|httpwg|docs\.aws\.amazon)\b`),
}

// A shelf is the sections that may be cited, and those that were.
type shelf struct {
	titles map[string]string // by number and section, with the sign between
	rfcs   map[string]bool
	cited  map[string]bool
}

func newShelf(all iter.Seq[sections.Section]) *shelf {
	s := &shelf{map[string]string{}, map[string]bool{}, map[string]bool{}}
	for sec := range all {
		number := strconv.Itoa(sec.RFC)
		s.titles[number+" §"+sec.Number] = sec.Title
		s.rfcs[number] = true
	}
	return s
}

// read finds faults in the citations of a text, and marks what it cites.
func (s *shelf) read(x text) (faults []string) {
	body := strings.Join(strings.Fields(x.body), " ")
	for _, form := range wrong {
		if m := form.FindString(body); m != "" {
			faults = append(faults, fmt.Sprintf("%s%q is not how a section is cited", x.where, m))
		}
	}
	if x.whole && !one.MatchString(body) {
		faults = append(faults, fmt.Sprintf("%s%q is not one citation", x.where, body))
	}
	for _, m := range vendor.FindAllStringSubmatch(body, -1) {
		if !slices.Contains(pages, m[1]) {
			faults = append(faults, fmt.Sprintf("%sS3 %s is no page that is cited", x.where, m[1]))
		}
	}
	return append(faults, s.readRFCs(x.where, body)...)
}

func (s *shelf) readRFCs(where, body string) (faults []string) {
	number := ""
	for _, m := range rfc.FindAllStringSubmatch(body, -1) {
		section := m[2] + m[3]
		if named[m[1]] != "" && section == "" {
			continue
		}
		if m[1] != "" {
			number = m[1]
		}
		if why := s.cite(number, section, m[1] != ""); why != "" {
			faults = append(faults, fmt.Sprintf("%s%q: %s", where, m[0], why))
		}
	}
	return faults
}

// cite marks a section as cited and says why it cannot be. An RFC that is named as a
// whole needs no section.
func (s *shelf) cite(number, section string, whole bool) string {
	title := s.titles[number+" §"+section]
	s.cited[number+" §"+section] = true
	switch {
	case number == "":
		return "the comment names no RFC before"
	case obsolete[number] != "":
		return "obsolete; cite RFC " + obsolete[number]
	case section == "" && whole && s.rfcs[number]:
		return ""
	case title == "":
		return "RFC " + number + " §" + section + " is not in the table of sections"
	}
	return ""
}

// idle returns a fault for each section that nothing cites.
func (s *shelf) idle() (faults []string) {
	for _, key := range slices.Sorted(maps.Keys(s.titles)) {
		if !s.cited[key] {
			faults = append(faults, "sections.go: nothing cites RFC "+key)
		}
	}
	return faults
}

func TestCitations(t *testing.T) {
	hold(t, func(tr *tree) (faults []string) {
		s := newShelf(sections.All())
		texts := tr.texts()
		for _, all := range []iter.Seq[*rule.Rule]{rule.All(), sigv4.Rules(), policy.Rules(), getobject.HeaderRules()} {
			texts = append(texts, rules(all)...)
		}
		for _, x := range texts {
			faults = append(faults, s.read(x)...)
		}
		return append(faults, s.idle()...)
	})
	few := func(yield func(sections.Section) bool) {
		_ = yield(sections.Section{RFC: 9110, Number: "13.1.2", Title: "If-None-Match"}) &&
			yield(sections.Section{RFC: 4648, Number: "4", Title: "Base 64 Encoding"})
	}
	check := func(tr *tree) (faults []string) {
		s := newShelf(few)
		for _, x := range tr.texts() {
			faults = append(faults, s.read(x)...)
		}
		return append(faults, s.idle()...)
	}
	kill(t, check, citationMutants())
}

// TestMessages: a rule says the message of a request that it refuses once. It is that of the code
// unless the rule has another, or made where the rule is asked, and never two of these.
func TestMessages(t *testing.T) {
	for _, all := range []iter.Seq[*rule.Rule]{rule.All(), sigv4.Rules(), s3website.Rules()} {
		for r := range all {
			if r.Message != "" && (r.Code == "" || r.Varies || r.Message == r.Code.Message()) {
				t.Errorf("%v has the message %q, and no code, one that varies, or that of its code", r, r.Message)
			}
			if said := r.ErrorMessage() != ""; said == (r.Code == "" || r.Varies) {
				t.Errorf("%v: ErrorMessage() = %q", r, r.ErrorMessage())
			}
		}
	}
}

func citationMutants() []mutant {
	const both = "-- a/a.go --\npackage a\n// RFC 9110 §13.1.2 and RFC 4648 §4.\n\n"
	return []mutant{
		{"one form", both + "// RFC 9110: in the RFC\n// 850 form, see §13.1.2. S3 GetObject: Range. S3 is:\n", ""},
		{"over two lines", both + "// As RFC\n// 9110\n// §13.1.2 has it.\n", ""},
		{"nobody cites", "-- a/a.go --\npackage a\n// RFC 9110 §13.1.2\n", "nothing cites RFC 4648 §4"},
		{"obsolete", both + "// RFC 7232 §3.2\n", "cite RFC 9110"},
		{"obsolete without section", both + "// RFC 2616\n", "cite RFC 9110"},
		{"not in the table", both + "// RFC 9110 §13.1.20\n", "RFC 9110 §13.1.20 is not in the table"},
		{"unknown RFC", both + "// RFC 1234\n", `"RFC 1234": RFC 1234 § is not in the table`},
		{"section of a form", both + "// RFC 850 §2\n", "RFC 850 §2 is not in the table"},
		{"bare without RFC", both + "// See §13.1.2.\n", "the comment names no RFC before"},
		{"bare of another RFC", both + "// RFC 9110, or RFC 4648; see §13.1.2.\n", "RFC 4648 §13.1.2 is not in the table"},
		{"bare sign", both + "// RFC 9110 has a § for it.\n", "RFC 9110 § is not in the table"},
		{"no space", both + "// RFC9110\n", `"RFC9110" is not how`},
		{"small letters", both + "// rfc 9110\n", `"rfc 9110" is not how`},
		{"in words", both + "// RFC 9110 section 13.1.2\n", `"section 13" is not how`},
		{"comma", both + "// RFC 9110, §13.1.2\n", `"RFC 9110, §" is not how`},
		{"address", both + "// See https://www.rfc-editor.org/x.\n", "is not how"},
		{"vendor's address", both + "// See https://docs.aws.amazon.com/x.\n", "is not how"},
		{"page", both + "// S3 API Reference: GetObject\n", "S3 API Reference is no page"},
		{"in a string", both + "const c = \"RFC 7233 §2.1\"\n", "cite RFC 9110"},
		{"in a document", both + "-- README.md --\nSee RFC 7233.\n", "README.md: \"RFC 7233\": obsolete"},
		{"in a test", both + "-- a/a_test.go --\npackage a_test\n// See RFC 7233.\n", "a/a_test.go:2: \"RFC 7233\""},
	}
}

// The sections of a rule are citations and nothing else.
func TestWholeCitations(t *testing.T) {
	for body, want := range map[string]bool{
		"RFC 9110 §13.1.2":          true,
		"S3 GetObject: partNumber":  true,
		"S3 Error responses: NoKey": true,
		"RFC 9110":                  false,
		"RFC 9110 §13.1.2.":         false,
		"RFC 9110 §13.1.2, §13.1.3": false,
		"see RFC 9110 §13.1.2":      false,
		"S3 GetObject":              false,
		"S3 GetObject: ":            false,
		"no section":                false,
	} {
		faults := newShelf(sections.All()).read(text{"", body, true})
		if got := faults == nil; got != want {
			t.Errorf("read(%q) = %q, want a citation: %t", body, faults, want)
		}
	}
}
