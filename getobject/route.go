package getobject

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/s3get/s3get/getobject/rule"
)

// A subResource is a parameter that makes a request another operation on the object.
type subResource struct {
	name string

	// method, where it is set, is the one method that the sub-resource has, and
	// kind what S3 calls the resource when it refuses another.
	method, kind string
}

// subResources are the parameters that select what of an object a request means, by
// name. S3 Error responses: MethodNotAllowed.
var subResources = [...]subResource{
	{name: "acl"},
	{name: "annotation"},
	{name: "attributes"},
	{name: "encryption", method: http.MethodPut, kind: "OBJECT_ENCRYPTION"},
	{name: "legal-hold"},
	{name: "partNumber"},
	{name: "restore", method: http.MethodPost, kind: "RESTORE"},
	{name: "retention"},
	{name: "select", method: http.MethodPost, kind: "SELECT"},
	{name: "tagging"},
	{name: "torrent"},
	{name: "uploadId"},
	{name: "uploads", method: http.MethodPost, kind: "UPLOADS"},
}

// IsOtherOperation reports whether e says that the request is another operation than
// GetObject and HeadObject, which another handler may know, or is not under the prefix of
// this one.
func (e *Error) IsOtherOperation() bool {
	switch e.Rule {
	case rule.Method, rule.MethodUnknown, rule.NoKey, rule.SubResource, rule.SubResourceMethod,
		rule.SelectorConflict, rule.OutsidePrefix:
		return true
	}
	return false
}

// errNoKey is the cause of a refusal that a server with other operations does not give.
var errNoKey = errors.New("getobject: the path names no key; Handler.Next serves other operations")

// route refuses a request that is no read of an object.
func (r *Request) route() error {
	if r.IsPreflight() && (r.Bucket != "" || r.AccessPoint != "") {
		return nil
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return r.refuseOther()
	}
	if r.Key == "" {
		return Refuse(rule.NoKey).withCause(errNoKey)
	}
	if len(r.Query) == 0 {
		return nil
	}
	var named []subResource
	for _, s := range subResources {
		if r.Query.Has(s.name) {
			named = append(named, s)
		}
	}
	if len(named) == 0 {
		return nil
	}
	return r.routeSubResources(named)
}

// refuseOther refuses another method than GET and HEAD.
func (r *Request) refuseOther() error {
	switch r.Method {
	case http.MethodPut, http.MethodPost, http.MethodDelete, http.MethodPatch, http.MethodOptions:
		e := Refuse(rule.Method, "Method", r.Method, "ResourceType", r.resourceType())
		e.Header = []Field{{Name: "Allow", Value: "GET, HEAD"}}
		return e
	}
	return Refuse(rule.MethodUnknown)
}

// resourceType is what S3 calls what the request addresses.
func (r *Request) resourceType() string {
	switch {
	case r.Key != "":
		return "OBJECT"
	case r.Bucket != "" || r.AccessPoint != "":
		return "BUCKET"
	}
	return "SERVICE"
}

// routeSubResources decides by the sub-resources that a request names, in the order of the
// table. A part number is one only together with another, and an upload's part is one thing.
func (r *Request) routeSubResources(found []subResource) error {
	part := len(found) == 2 && found[0].name == "partNumber" && found[1].name == "uploadId"
	switch {
	case part:
		return r.refuseMethod("PART", http.MethodPut)
	case len(found) > 1:
		return conflict(found)
	case found[0].name == "partNumber":
		return nil
	case found[0].method != "":
		return r.refuseMethod(found[0].kind, found[0].method)
	case r.IsHead():
		return r.refuseMethod(strings.ToUpper(found[0].name), http.MethodGet)
	}
	return Refuse(rule.SubResource)
}

func (r *Request) refuseMethod(kind, allow string) error {
	e := Refuse(rule.SubResourceMethod, "Method", r.Method, "ResourceType", kind)
	e.Header = []Field{{Name: "Allow", Value: allow}}
	return e
}

func conflict(found []subResource) error {
	names := make([]string, len(found))
	for i, s := range found {
		names[i] = s.name
	}
	slices.Sort(names)
	e := RefuseArgument(rule.SelectorConflict, "ResourceType", names[0])
	e.Message = "Conflicting query string parameters: " + strings.Join(names, ", ")
	return e
}
