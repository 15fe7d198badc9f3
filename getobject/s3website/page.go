package s3website

import (
	"fmt"
	"html"
	"net/http"
	"strconv"
	"strings"

	"github.com/s3get/s3get/getobject"
)

// found is what the redirect to a folder is called.
func found() *getobject.Error {
	return &getobject.Error{Code: "Found", Status: http.StatusFound, Message: "Resource Found"}
}

// page answers with an error as HTML: its code, its message and its elements as items of a list,
// and below them those of the error document that could not be read. S3 User Guide: Configuring
// a custom error document.
func (v *visit) page(e, document *getobject.Error) answer {
	title := fmt.Sprint(e.Status, " ", http.StatusText(e.Status))
	var b strings.Builder
	b.WriteString("<html>\n<head><title>" + title + "</title></head>\n<body>\n<h1>" + title + "</h1>\n<ul>\n")
	list(&b, e)
	item(&b, "RequestId", v.record.IDs.Request)
	item(&b, "HostId", v.record.IDs.Host)
	b.WriteString("</ul>\n")
	if document != nil {
		b.WriteString("<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>\n<ul>\n")
		list(&b, document)
		b.WriteString("</ul>\n")
	}
	b.WriteString("<hr/>\n</body>\n</html>\n")
	return answer{
		status: e.Status,
		fields: []getobject.Field{
			{Name: "Content-Type", Value: "text/html; charset=utf-8"},
			{Name: "Content-Length", Value: strconv.Itoa(b.Len())},
		},
		page: []byte(b.String()),
	}
}

func list(b *strings.Builder, e *getobject.Error) {
	item(b, "Code", string(e.Code))
	item(b, "Message", e.Message)
	for _, el := range e.Detail {
		item(b, el.Name, el.Sent())
	}
}

func item(b *strings.Builder, name, text string) {
	text = strings.ToValidUTF8(text[:min(len(text), getobject.MaxElementText)], "\uFFFD")
	b.WriteString("<li>" + html.EscapeString(name) + ": " + html.EscapeString(text) + "</li>\n")
}

// errorFields returns an error as header fields.
func errorFields(e *getobject.Error) []getobject.Field {
	fields := []getobject.Field{
		{Name: "x-amz-error-code", Value: string(e.Code)},
		{Name: "x-amz-error-message", Value: e.Message},
	}
	for _, el := range e.Detail {
		fields = append(fields, getobject.Field{Name: "x-amz-error-detail-" + el.Name, Value: el.Text})
	}
	return fields
}
