package objectlambda

import (
	"strings"

	"github.com/s3get/s3get/getobject/address"
)

// The event as JSON. S3 User Guide: Event context format and usage.
type jsonEvent struct {
	XAmzRequestID     string            `json:"xAmzRequestId"`
	GetObjectContext  *jsonContext      `json:"getObjectContext,omitempty"`
	HeadObjectContext *jsonContext      `json:"headObjectContext,omitempty"`
	Configuration     jsonConfiguration `json:"configuration"`
	UserRequest       jsonUserRequest   `json:"userRequest"`
	UserIdentity      jsonUserIdentity  `json:"userIdentity"`
	ProtocolVersion   string            `json:"protocolVersion"`
}

type jsonContext struct {
	InputS3URL  string `json:"inputS3Url"`
	OutputRoute string `json:"outputRoute,omitempty"`
	OutputToken string `json:"outputToken,omitempty"`
}

type jsonConfiguration struct {
	AccessPointARN           string `json:"accessPointArn"`
	SupportingAccessPointARN string `json:"supportingAccessPointArn"`
	Payload                  string `json:"payload"`
}

type jsonUserRequest struct {
	URL     string            `json:"url"`
	Headers map[string]string `json:"headers"`
}

type jsonUserIdentity struct {
	Type        string `json:"type"`
	ARN         string `json:"arn,omitempty"`
	AccountID   string `json:"accountId,omitempty"`
	AccessKeyID string `json:"accessKeyId,omitempty"`
}

// jsonEvent returns the event of a call, whose token is the way to the original and back.
func (r *Remote) jsonEvent(e *Event, token string) jsonEvent {
	p := e.AccessPoint
	own := p.Supporting
	own.Endpoint, own.AccessPoint, own.Account = address.EndpointObjectLambda, p.Name, p.Account
	j := jsonEvent{
		XAmzRequestID: e.RequestID,
		Configuration: jsonConfiguration{AccessPointARN: own.ARN(""), SupportingAccessPointARN: p.Supporting.ARN(""), Payload: p.Payload},
		UserRequest:   jsonUserRequest{URL: e.URL, Headers: map[string]string{}},
		UserIdentity: jsonUserIdentity{
			Type: "IAMUser", ARN: e.Identity.ARN, AccountID: e.Identity.Account, AccessKeyID: e.Identity.AccessKey,
		},
		ProtocolVersion: "1.00",
	}
	if e.Identity.Anonymous() {
		j.UserIdentity.Type = "Anonymous"
	}
	for name, lines := range e.Header {
		j.UserRequest.Headers[name] = strings.Join(lines, ",")
	}
	input := jsonContext{InputS3URL: r.Base + "/original/" + token}
	if e.Operation == "HeadObject" {
		j.HeadObjectContext = &input
	} else {
		input.OutputRoute, input.OutputToken = "local", token
		j.GetObjectContext = &input
	}
	return j
}
