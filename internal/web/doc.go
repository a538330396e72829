// Package web is the workbench and the HTTP API.
//
// [New] returns the handler that `tocsin serve` runs. What it shows comes through the interfaces of [Config], which the
// caller joins to the view, the ledger and the forecasts; decisions of people leave it the same way. It stores nothing.
//
// # How a page is made
//
// Every address stands in the table of routes.go with the role it demands; there is no other way in. A page is a file of
// this folder and a folder below page/:
//
//	incidents.go                    parse the address into a question, ask it, fill a struct
//	page/incidents/page.html        the template: defines "main", and "head" if it needs scripts
//	page/incidents/page.css, .js    what only this page needs, served under /static/page/incidents/
//	part/*.html                     parts that several pages share: layout, summary, pager, voice, empty
//	static/                         styles of all pages, scripts of all pages, what the bundler built
//
// A handler returns an error and the server turns it into a status and a page (errors.go). Values become words in
// internal/wording and nowhere else, so that no template can say who did something without saying who says so.
//
// Pages work without scripts wherever nothing must be drawn: filters are forms, pages are links. Scripts add to what is
// there. The content security policy allows no inline script or style and no other host.
//
// Strangers' text reaches a page only through html/template. Evidence counts bytes; a browser counts UTF-16 code units:
// utf16.go is the one place that knows both.
package web
