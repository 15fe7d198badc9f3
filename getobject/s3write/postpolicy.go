package s3write

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject/rule"
)

// A postPolicy is the policy document of a form. S3 SigV4: POST policy.
type postPolicy struct {
	expiration time.Time
	conditions []postCondition
	least      int64 // bytes of the file
	most       int64
}

// A postCondition is what a field of a form has to be.
type postCondition struct {
	starts bool
	field  string // without its dollar sign, in lower case
	name   string // as it is written
	value  string
}

// String returns the condition as refusals repeat it.
func (p postCondition) String() string {
	match := "eq"
	if p.starts {
		match = "starts-with"
	}
	return `["` + match + `", "$` + p.name + `", "` + p.value + `"]`
}

// invalidPolicy makes the Error of a document that is no policy.
func invalidPolicy(what string) error {
	return say("InvalidPolicyDocument", "Invalid Policy: "+what)
}

// parsePostPolicy reads a policy in base64. S3 SigV4: POST policy, Elements.
func parsePostPolicy(text string) (*postPolicy, error) {
	document, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, invalidPolicy("Invalid base64 encoding.")
	}
	var raw map[string]json.RawMessage
	d := json.NewDecoder(bytes.NewReader(document))
	if err := d.Decode(&raw); err != nil || d.More() {
		return nil, invalidPolicy("Invalid JSON.")
	}
	p := &postPolicy{most: math.MaxInt64}
	var expiration string
	if err := policyMember(raw, "expiration", &expiration); err != nil {
		return nil, err
	}
	if p.expiration, err = time.Parse(time.RFC3339, expiration); err != nil {
		return nil, invalidPolicy("Invalid 'expiration' value: '" + expiration + "'")
	}
	var conditions []json.RawMessage
	if err := policyMember(raw, "conditions", &conditions); err != nil {
		return nil, err
	}
	for name := range raw {
		if name != "expiration" && name != "conditions" {
			return nil, invalidPolicy("Unexpected: '" + name + "'")
		}
	}
	for _, c := range conditions {
		if err := p.addCondition(c); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// policyMember reads a member of a policy, which has to be there.
func policyMember(raw map[string]json.RawMessage, name string, into any) error {
	value, ok := raw[name]
	if !ok {
		return invalidPolicy("Policy missing " + name + ".")
	}
	if json.Unmarshal(value, into) != nil {
		return invalidPolicy("Invalid JSON.")
	}
	return nil
}

// addCondition reads one condition: an object of fields, or a list of three.
func (p *postPolicy) addCondition(text json.RawMessage) error {
	var exact map[string]string
	if json.Unmarshal(text, &exact) == nil && exact != nil {
		if len(exact) != 1 {
			return invalidPolicy("Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.")
		}
		for name, value := range exact {
			p.conditions = append(p.conditions, postCondition{field: strings.ToLower(name), name: name, value: value})
		}
		return nil
	}
	var list []any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if d.Decode(&list) != nil || len(list) == 0 {
		return invalidPolicy("Invalid Condition: " + string(text))
	}
	match, _ := list[0].(string)
	match = strings.ToLower(match)
	if match == "content-length-range" {
		return p.addRange(list)
	}
	if match != "eq" && match != "starts-with" || len(list) != 3 {
		return invalidPolicy("Invalid Condition: " + string(text))
	}
	name, named := list[1].(string)
	value, valued := list[2].(string)
	name, dollar := strings.CutPrefix(name, "$")
	if !named || !valued || !dollar {
		return invalidPolicy("Invalid Condition: " + string(text))
	}
	p.conditions = append(p.conditions, postCondition{match == "starts-with", strings.ToLower(name), name, value})
	return nil
}

// addRange reads the least and the most bytes of the file.
func (p *postPolicy) addRange(list []any) error {
	if len(list) != 3 {
		return invalidPolicy("Invalid content-length-range: wrong number of arguments.")
	}
	for i, into := range []*int64{&p.least, &p.most} {
		var text string
		switch v := list[i+1].(type) {
		case json.Number:
			text = v.String()
		case string:
			text = v
		}
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 0 {
			return invalidPolicy("Invalid content-length-range: Invalid argument.")
		}
		*into = n
	}
	return nil
}

// check refuses a form that the policy does not allow at a time.
func (p *postPolicy) check(f *postForm, bucket string, now time.Time) error {
	const by = "Invalid according to Policy: "
	if !now.Before(p.expiration) {
		return say(rule.CodeAccessDenied, by+"Policy expired.")
	}
	covered := map[string]bool{
		"policy": true, "signature": true, "x-amz-signature": true, "awsaccesskeyid": true, "file": true,
	}
	for _, c := range p.conditions {
		covered[c.field] = true
		value := f.fields[c.field]
		if c.field == "bucket" {
			value = bucket
		}
		if !c.holds(value) {
			return say(rule.CodeAccessDenied, by+"Policy Condition failed: "+c.String())
		}
	}
	for _, name := range f.order {
		if !covered[name] && !strings.HasPrefix(name, "x-ignore-") {
			return say(rule.CodeAccessDenied, by+"Extra input fields: "+name)
		}
	}
	return nil
}

// holds reports whether a value is what the condition wants. A content type may be a list, each of
// which has to begin so.
func (p postCondition) holds(value string) bool {
	if !p.starts {
		return value == p.value
	}
	if p.field != "content-type" {
		return strings.HasPrefix(value, p.value)
	}
	for one := range strings.SplitSeq(value, ",") {
		if !strings.HasPrefix(strings.TrimSpace(one), p.value) {
			return false
		}
	}
	return true
}

// errTooMuch ends a file that is longer than the policy allows.
var errTooMuch = errors.New("s3write: the file is longer than the policy allows")

// A capped reads at most so many bytes, and fails where there are more.
type capped struct {
	r          io.Reader
	most, read int64
}

// Read reads the next bytes.
func (c *capped) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if c.read += int64(n); c.read > c.most {
		return 0, errTooMuch
	}
	return n, err
}
