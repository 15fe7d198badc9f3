package playground

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// An argument is one of get-object and head-object of the AWS CLI: the field of the header or the
// parameter of the query that has its value (S3 GetObject: Request Syntax).
type argument struct {
	name         string
	field, param string
}

// arguments are those that say something of a read.
var arguments = [...]argument{
	{"range", "Range", ""},
	{"if-match", "If-Match", ""},
	{"if-none-match", "If-None-Match", ""},
	{"if-modified-since", "If-Modified-Since", ""},
	{"if-unmodified-since", "If-Unmodified-Since", ""},
	{"checksum-mode", "x-amz-checksum-mode", ""},
	{"expected-bucket-owner", "x-amz-expected-bucket-owner", ""},
	{"request-payer", "x-amz-request-payer", ""},
	{"sse-customer-algorithm", "x-amz-server-side-encryption-customer-algorithm", ""},
	{"sse-customer-key", "x-amz-server-side-encryption-customer-key", ""},
	{"sse-customer-key-md5", "x-amz-server-side-encryption-customer-key-MD5", ""},
	{"version-id", "", "versionId"},
	{"part-number", "", "partNumber"},
	{"response-cache-control", "", "response-cache-control"},
	{"response-content-disposition", "", "response-content-disposition"},
	{"response-content-encoding", "", "response-content-encoding"},
	{"response-content-language", "", "response-content-language"},
	{"response-content-type", "", "response-content-type"},
	{"response-expires", "", "response-expires"},
}

// plain are arguments of the AWS CLI that have no value.
var plain = []string{"debug", "no-verify-ssl", "no-paginate", "no-sign-request", "no-cli-pager", "dualstack"}

// parseAWS reads a command of the AWS CLI that reads an object: get-object, head-object, or a copy
// from S3, which begins with a HEAD and ends with a GET.
func parseAWS(command string) (*parsed, error) {
	list, err := words(command)
	if err != nil {
		return nil, err
	}
	given, rest, err := awsArguments(list[1:])
	if err != nil {
		return nil, err
	}
	q := request{Method: http.MethodGet, TLS: true, Header: [][2]string{}, Sign: signNone}
	switch at := strings.Join(rest[:min(2, len(rest))], " "); at {
	case "s3api get-object":
	case "s3api head-object":
		q.Method = http.MethodHead
	case "s3 cp", "s3 presign":
		i := slices.IndexFunc(rest, func(word string) bool { return strings.HasPrefix(word, "s3://") })
		if i < 0 {
			return nil, errors.New("the command names no s3://bucket/key")
		}
		given["bucket"], given["key"], _ = strings.Cut(strings.TrimPrefix(rest[i], "s3://"), "/")
	default:
		return nil, fmt.Errorf("aws %s reads no object, as s3api get-object, s3api head-object and s3 cp do", at)
	}
	if given["bucket"] == "" || given["key"] == "" {
		return nil, errors.New("the command has no --bucket or no --key")
	}
	q.name(given)
	p := &parsed{Kind: "aws", Request: q}
	if _, anonymous := given["no-sign-request"]; !anonymous {
		p.Note = "it is asked without a signature here: choose who asks"
	}
	return p, nil
}

// awsArguments divides words into arguments with their values and others.
func awsArguments(list []string) (given map[string]string, rest []string, err error) {
	given = map[string]string{}
	for i := 0; i < len(list); i++ {
		name, ok := strings.CutPrefix(list[i], "--")
		if !ok {
			rest = append(rest, list[i])
			continue
		}
		name, value, has := strings.Cut(name, "=")
		if !has && !slices.Contains(plain, name) {
			if i++; i == len(list) {
				return nil, nil, fmt.Errorf("--%s has no value", name)
			}
			value = list[i]
		}
		given[name] = value
	}
	return given, rest, nil
}

// name has a request name what the arguments do.
func (q *request) name(given map[string]string) {
	q.Host = given["bucket"] + ".s3.amazonaws.com"
	if region := given["region"]; region != "" {
		q.Host = given["bucket"] + ".s3." + region + ".amazonaws.com"
	}
	q.Target = (&url.URL{Path: "/" + given["key"]}).EscapedPath()
	query := url.Values{}
	for _, a := range arguments {
		value, ok := given[a.name]
		switch {
		case ok && a.field != "":
			q.Header = append(q.Header, [2]string{a.field, value})
		case ok:
			query.Set(a.param, value)
		}
	}
	if len(query) > 0 {
		q.Target += "?" + query.Encode()
	}
}
