package playground

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// hints says of a presigned link what hides from its reader what else is wrong with it: that it is
// over, and that it was signed with fields which a link cannot have (S3 SigV4: Query parameters).
func hints(q *request, now time.Time) (list []string) {
	_, text, _ := strings.Cut(q.Target, "?")
	query, _ := url.ParseQuery(text) // what cannot be read is for the handler to refuse
	begin, err := time.Parse("20060102T150405Z", query.Get("X-Amz-Date"))
	seconds, fault := strconv.ParseInt(query.Get("X-Amz-Expires"), 10, 32)
	if end := begin.Add(time.Duration(seconds) * time.Second); err == nil && fault == nil && end.Before(now) {
		list = append(list, fmt.Sprintf("the link was good until %s, and the form has a time to ask at", end.Format(time.RFC3339)))
	}
	var missing []string
	for _, name := range strings.Split(query.Get("X-Amz-SignedHeaders"), ";") {
		if _, ok := q.value(name); !ok && name != "" && !strings.EqualFold(name, "host") {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		list = append(list, "it is signed with header lines that have to be added: "+strings.Join(missing, ", "))
	}
	return list
}
