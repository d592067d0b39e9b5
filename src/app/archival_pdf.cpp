#include "archival_pdf.hpp"

#define POINTERHOLDER_TRANSITION 4  // without QPDF's pointer type of old; its headers warn where this is not said
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

namespace restituo {

std::string archival_pdf(const std::string& pdf) {
  QPDF document;
  document.setSuppressWarnings(true);
  document.processMemoryFile("report.pdf", pdf.data(), pdf.size());
  QPDFEmbeddedFileDocumentHelper attached(document);
  QPDFObjectHandle associated = QPDFObjectHandle::newArray();
  for (const auto& [key, file] : attached.getEmbeddedFiles()) {
    const std::string name = file->getFilename();
    QPDFObjectHandle entry = file->getObjectHandle();
    entry.replaceKey("/F", QPDFObjectHandle::newUnicodeString(name));
    entry.replaceKey("/UF", QPDFObjectHandle::newUnicodeString(name));
    entry.replaceKey("/Desc", QPDFObjectHandle::newUnicodeString(name));
    entry.replaceKey("/AFRelationship", QPDFObjectHandle::newName("/Data"));
    QPDFEFStreamObjectHelper content(file->getEmbeddedFileStream());
    const bool json = name.size() > 5 && name.substr(name.size() - 5) == ".json";
    content.setSubtype(json ? "application/json" : "text/csv");
    associated.appendItem(entry);
  }
  document.getRoot().replaceKey("/AF", associated);
  QPDFWriter writer(document);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.setObjectStreamMode(qpdf_o_disable);
  writer.write();
  const auto written = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(written->getBuffer()), written->getSize()};
}

}  // namespace restituo
